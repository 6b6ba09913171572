"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Indicators and targets of the place."""

    name = "web.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"
