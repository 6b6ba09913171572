"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Neighbourhood teams, who belongs to them, and the people a team may see."""

    name = "web.teams"
    label = "teams"
    default_auto_field = "django.db.models.BigAutoField"
