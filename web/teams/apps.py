"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Neighbourhood teams, who belongs to them, and the people a team may see."""

    name = "web.teams"
    label = "teams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in hospital flags when a run is published; say whom files beyond care leave out."""
        from web.audit import beyond_care
        from web.records.signals import people_published
        from web.teams import permissions
        from web.teams.access.beyond_care import without_opted_out
        from web.teams.cases.receivers import load_flags

        # After the list of people, which says whose team a flag goes to: receivers are called in this order.
        people_published.connect(load_flags, dispatch_uid="teams.load_flags")
        beyond_care.register("national data opt-out", without_opted_out)
        permissions.register()
