"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """The gap, the savings and the activity shifts of the place."""

    name = "web.finance"
    label = "finance"
    default_auto_field = "django.db.models.BigAutoField"
