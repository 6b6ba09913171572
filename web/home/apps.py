"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The first page of each role, and the place at a glance."""

    name = "web.home"
    label = "home"
