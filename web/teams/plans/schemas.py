"""The sections in use: a place's own file where one is set, else those that come with the product."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from lco.teams.plans.schema import Schema, default_schema, read_schema


def current_schema() -> Schema:
    """Return the sections of a plan in use.

    Raises:
        SchemaRefused: when the place's own file cannot be used.
    """
    own = getattr(settings, "LCO_PLAN_SECTIONS", None)
    return _read(Path(own)) if own else default_schema()


@cache
def _read(file: Path) -> Schema:
    return read_schema(file.read_text(encoding="utf-8"))
