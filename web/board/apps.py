"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """Partners, the place pack as printed, and the open book of every figure."""

    name = "web.board"
    label = "board"
    default_auto_field = "django.db.models.BigAutoField"
