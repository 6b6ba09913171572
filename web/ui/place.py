"""The place this platform runs."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings

from lco.place.pack import load_place
from web.ui.published import published

DEFAULT = "manchester"


def identifier() -> str:
    """Return the id of the place: as set, else as the published run says, else Manchester."""
    if settings.LCO_PLACE:
        return str(settings.LCO_PLACE)
    run = published()
    return (run.place if run else "") or DEFAULT


def current() -> Any:
    """Return the place pack, read once."""
    return _load(identifier())


def name() -> str:
    """Return the place's name."""
    return str(_name(identifier()))


@cache
def _load(place: str) -> Any:
    return load_place(place)


@cache
def _name(place: str) -> str:
    return getattr(_load(place), "name", "") or place.capitalize()
