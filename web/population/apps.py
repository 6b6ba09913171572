"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PopulationConfig(AppConfig):
    """The people of the published run in tiers, and the neighbourhoods they live in."""

    name = "web.population"
    label = "population"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for published runs."""
        from web.population.receivers import load_listing
        from web.records.signals import people_published

        people_published.connect(load_listing, dispatch_uid="population.load_listing")
