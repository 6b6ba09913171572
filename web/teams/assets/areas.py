"""Reads of what a neighbourhood has, what was not there, and what people can do for themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lco.disclosure import Sum, withheld
from lco.place.facts.self_care import SelfCare
from lco.teams.directory.entries import Entry, Status
from lco.teams.offer_grid import reaches
from web.teams.assets.area import area
from web.teams.assets.entries import entry_of
from web.teams.assets.models import Wanting
from web.teams.assets.people import wanted_most
from web.teams.assets.queries import services
from web.ui import formats, maps

KINDS: Mapping[str, str] = {
    "mental": "Mind",
    "physical": "Body",
    "social": "Company and care",
    "practical": "Daily life",
}


@dataclass(frozen=True)
class Answer:
    """A need and the services that answer it for the people of a neighbourhood."""

    code: str
    title: str
    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class AreaRow:
    """A neighbourhood as a row: services held there, those that reach its people, needs without answer."""

    id: str
    name: str
    held: int
    reaching: int
    unanswered: int


def offered_entries() -> list[Entry]:
    """Return everything that can be offered now, by name; three queries."""
    return [entry for entry in map(entry_of, services()) if entry.status is Status.ACTIVE]


def reaching(entries: Sequence[Entry], neighbourhood: str) -> list[Entry]:
    """Return the services that reach the people of a neighbourhood: held there, or for its people too."""
    known = area().locality_of
    return [each for each in entries if reaches(each, neighbourhood, known)]


def answers(entries: Sequence[Entry], neighbourhood: str, needs: Sequence[Any]) -> list[Answer]:
    """Return each need of the place with the services that answer it in a neighbourhood, by kind."""
    there = reaching(entries, neighbourhood)
    found = [
        Answer(need.id, need.title, need.kind, tuple(each for each in there if need.id in each.needs))
        for need in needs
    ]
    order = list(KINDS)
    return sorted(found, key=lambda each: (order.index(each.kind), each.title.casefold()))


def area_rows(entries: Sequence[Entry], needs: Sequence[Any]) -> list[AreaRow]:
    """Return a row for each neighbourhood."""
    return [
        AreaRow(
            id=key,
            name=name,
            held=sum(key in each.neighbourhoods for each in entries),
            reaching=len(reaching(entries, key)),
            unanswered=sum(not each.entries for each in answers(entries, key, needs)),
        )
        for key, name in area().names.items()
    ]


def area_map(rows: Sequence[AreaRow], place: Any) -> maps.Map:
    """Return the tile map of services held in each neighbourhood."""
    areas = [
        maps.Area(
            row.id, row.name, row.held, formats.number(row.held), reverse("teams:asset_map", args=[row.id])
        )
        for row in rows
    ]
    places = {each.neighbourhood: (each.column, each.row) for each in place.tiles}
    return maps.tile_map("Groups and services held in each neighbourhood", areas, places)


def _address(neighbourhood: str) -> str:
    return reverse("teams:asset_map", args=[neighbourhood])


def not_there(neighbourhood: str) -> list[tuple[str, str]]:
    """Return what was asked for in a neighbourhood and not there, by need, small counts withheld."""
    counts = dict(wanted_most(Wanting.objects.filter(neighbourhood=neighbourhood)))
    if not counts:
        return []
    total = "every need"
    hidden = withheld({**counts, total: sum(counts.values())}, [Sum(total, tuple(counts))])
    return [
        (area().needs.get(code, code), formats.SUPPRESSED if code in hidden else formats.number(many))
        for code, many in counts.items()
    ]


def sheets_for(place: Any, needs: Sequence[str]) -> list[SelfCare]:
    """Return the self-management sheets for any of `needs`; all of them for none."""
    rows: Sequence[SelfCare] = place.self_care
    return [each for each in rows if not needs or set(each.needs) & set(needs)]


def sheet(place: Any, key: str) -> SelfCare | None:
    """Return one self-management sheet of the place."""
    return next((each for each in sheets_for(place, ()) if each.id == key), None)
