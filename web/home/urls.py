"""Addresses of the home pages."""

from __future__ import annotations

from django.urls import path

from web.home import views

app_name = "home"
urlpatterns = [path("", views.home, name="home"), path("place", views.place_overview, name="place")]
