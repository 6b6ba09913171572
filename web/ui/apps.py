"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system: page shell, forms, lists, charts, maps, wording of numbers and dates."""

    name = "web.ui"
    label = "ui"
