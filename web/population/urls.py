"""Addresses of the population pages."""

from __future__ import annotations

from django.urls import include, path

from web.population import views

app_name = "population"
urlpatterns = [
    path("neighbourhoods", views.neighbourhoods, name="neighbourhoods"),
    path("neighbourhoods/<slug:area>", views.neighbourhood, name="neighbourhood"),
    path("", include("web.population.workbench.urls")),
    path("definitions", views.definitions, name="definitions"),
]
