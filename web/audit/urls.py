"""Addresses of the audit pages."""

from __future__ import annotations

from django.urls import path

from web.audit import views

app_name = "audit"
urlpatterns = [path("", views.trail, name="trail")]
