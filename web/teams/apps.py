"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Neighbourhood teams, who belongs to them, and the people a team may see."""

    name = "web.teams"
    label = "teams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say whom files for purposes beyond care leave out, and what leads keep."""
        from web.audit import beyond_care
        from web.teams import permissions
        from web.teams.access.beyond_care import without_opted_out

        beyond_care.register("national data opt-out", without_opted_out)
        permissions.register()
