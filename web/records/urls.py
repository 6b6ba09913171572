"""Addresses of the records pages."""

from __future__ import annotations

from django.urls import path

from web.records import views

app_name = "records"
urlpatterns = [
    path("quality", views.quality, name="quality"),
    path("sources", views.sources, name="sources"),
    path("sources/<slug:name>", views.source, name="source"),
]
