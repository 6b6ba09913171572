"""Addresses of the outcomes pages."""

from __future__ import annotations

from django.urls import path

from web.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("targets", views.targets, name="targets"),
    path("measures", views.measures, name="measures"),
    path("indicators/<slug:indicator>", views.indicator, name="indicator"),
]
