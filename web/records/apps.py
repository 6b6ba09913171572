"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """What comes in: the people of the published run, the loads they came from, and their quality."""

    name = "web.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
