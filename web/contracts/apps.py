"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Services in scope and the gateways they pass."""

    name = "web.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"
