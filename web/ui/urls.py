"""Addresses of the design system."""

from __future__ import annotations

from django.urls import path

from web.ui import views

app_name = "ui"
urlpatterns = [path("brand.css", views.brand, name="brand")]
