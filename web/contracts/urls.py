"""Addresses of the contracts pages."""

from __future__ import annotations

from django.urls import path

from web.contracts import views

app_name = "contracts"
urlpatterns = [
    path("", views.services, name="services"),
    path("gateways", views.gateways, name="gateways"),
    path("terms", views.terms, name="terms"),
    path("options", views.options, name="options"),
]
