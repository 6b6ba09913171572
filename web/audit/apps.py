"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who looked at whom, who wrote what, and who was refused."""

    name = "web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for sign-ins and for writes of the accounts app."""
        from web.audit import receivers

        receivers.connect()
