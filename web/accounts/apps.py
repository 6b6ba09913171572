"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in, their organisations and their roles."""

    name = "web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Turn the page of roles into permissions."""
        from web.accounts import roles

        roles.register()
