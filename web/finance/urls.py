"""Addresses of the finance pages."""

from __future__ import annotations

from django.urls import path

from web.finance import views

app_name = "finance"
urlpatterns = [
    path("", views.gap, name="gap"),
    path("savings", views.savings, name="savings"),
    path("shifts", views.shifts, name="shifts"),
    path("claims", views.claims, name="claims"),
]
