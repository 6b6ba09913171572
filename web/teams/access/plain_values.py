"""What is kept as a code, in the words a person reads in their own record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.db import models

from lco.teams.reasons import in_words
from lco.teams.workflow import STATES, Act, State
from web.population.figures import area_name
from web.population.queries import SEXES
from web.teams.need import named, titles
from web.ui import formats, place


def _state(code: str) -> str:
    return STATES[State(code)].title if code else ""


_VALUES: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "CaseEvent.from_state": lambda row: _state(row.from_state),
        "CaseEvent.reason": lambda row: in_words(Act(row.act), row.reason) if row.reason else "",
        "CaseEvent.to_state": lambda row: _state(row.to_state),
        "HandOver.reason": lambda row: in_words(Act.TRANSFER, row.reason),
        "Listing.cohorts": lambda row: ", ".join(named(row.cohort_list, titles(place.current(), "cohorts"))),
        "Listing.locality": lambda row: area_name(row.locality),
        "Listing.neighbourhood": lambda row: area_name(row.neighbourhood),
        "Listing.segment": lambda row: ", ".join(named([row.segment], titles(place.current(), "segments"))),
        "Listing.sex": lambda row: SEXES.get(row.sex, "Not known"),
        "Task.came_from": lambda row: row.where_decided,
        "Unlisted.neighbourhood": lambda row: area_name(row.neighbourhood),
        "Wanting.neighbourhood": lambda row: area_name(row.neighbourhood),
    }
)


def value_in_words(row: models.Model, field: Any) -> str:
    """Return what a row says in a field, in words; empty where it says nothing."""
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    told = _VALUES.get(f"{type(row).__name__}.{field.name}")
    if told is not None:
        return told(row)
    own = getattr(row, f"{field.name}_in_words", None)
    if own:
        return own if isinstance(own, str) else ", ".join(own)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return _plain(value, field)


def _plain(value: Any, field: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, models.DateTimeField):
        return formats.instant(value)
    if isinstance(field, models.DateField):
        return formats.day(value)
    return str(value)
