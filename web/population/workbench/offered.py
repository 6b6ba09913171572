"""The fields a cohort may be built by: those the people list of the run holds, with values of the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lco.population.criteria import FIELDS, Field
from lco.store.runs import Run
from web.population.workbench import people_list
from web.ui import place

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Offer:
    """Fields by id, and the values each may have; a field of numbers has none."""

    fields: Mapping[str, Field]
    choices: Mapping[str, Choices]

    @property
    def titles(self) -> list[tuple[str, str]]:
        """The fields as id and label, in their order."""
        return [(id, field.label) for id, field in self.fields.items()]


def offer(run: Run) -> Offer:
    """Return what a cohort may be built by in a run.

    A field is left out whose column the run does not have, or whose values the place does not name.
    """
    held = people_list.columns(run)
    found = {id: (field, _choices(field)) for id, field in FIELDS.items() if held & set(field.columns)}
    usable = {
        id: (field, choices) for id, (field, choices) in found.items() if choices or not _is_chosen(field)
    }
    return Offer(
        fields={id: field for id, (field, _) in usable.items()},
        choices={id: choices for id, (_, choices) in usable.items()},
    )


def _is_chosen(field: Field) -> bool:
    return bool(field.of or field.choices)


def _choices(field: Field) -> Choices:
    if field.choices:
        return tuple((value, label) for value, label in field.choices.items())
    return _OF_THE_PLACE[field.of]() if field.of in _OF_THE_PLACE else ()


def _of_pack(table: str, id: str = "id", title: str = "name") -> Callable[[], Choices]:
    def choices() -> Choices:
        rows: list[Any] = getattr(place.current(), table, None) or []
        return tuple((str(getattr(row, id)), str(getattr(row, title))) for row in rows)

    return choices


_OF_THE_PLACE: Mapping[str, Callable[[], Choices]] = {
    "neighbourhoods": _of_pack("neighbourhoods"),
    "localities": _of_pack("localities"),
    "practices": _of_pack("practices", id="code"),
    "segments": _of_pack("segments", title="title"),
    "cohorts": _of_pack("cohorts", title="title"),
}
