"""Addresses of pages of later apps, which the design system names but does not know."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def figure_url(figure_id: str) -> str:
    """Return the open-book page of a figure."""
    return _reverse("board:figure", figure_id)


def _reverse(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
