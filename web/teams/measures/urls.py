"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.measures import views

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/measures", views.measures, name="measure_team"),
]
