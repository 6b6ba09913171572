"""A person's events as the page shows them: by year, newest first, what matters most before everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from lco.engine import connect
from lco.records.timeline import Event, timeline
from web.records.queries import store

# Kind of record table to what the page calls it; the order is that of the choice.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "admissions": "Hospital stays",
        "attendances": "Attendances",
        "conditions": "Conditions",
        "care_packages": "Care packages",
        "contacts": "Contacts",
        "prescriptions": "Prescriptions",
        "observations": "Measurements",
        "procedures": "Procedures",
        "registrations": "Registrations",
        "addresses": "Addresses",
        "costs": "Costs",
        "deaths": "Death",
    }
)
MAIN = frozenset({"admissions", "attendances", "conditions", "care_packages", "procedures", "deaths"})
SHOWN = 200


@dataclass(frozen=True)
class Timeline:
    """Events of a person by year, newest first.

    `chosen` is ``main``, ``all`` or a key of `KINDS`; `choices` are those that would show something, with
    their number of events; `left` is how many older events the page leaves out.
    """

    years: Sequence[tuple[int, Sequence[Event]]]
    chosen: str
    choices: Sequence[tuple[str, str, int]]
    left: int


def timeline_of(person: int, chosen: str = "main") -> Timeline:
    """Return the events of a person, narrowed to what is `chosen`; an unknown choice means ``main``."""
    found = store()
    if found is None:
        return Timeline((), "main", (), 0)
    con = connect(memory_limit="512MB", threads=1)
    try:
        events = timeline(found, con, person)
    finally:
        con.disconnect()
    chosen = chosen if chosen in {"all", *KINDS} else "main"
    wanted = _wanted(events, chosen)
    years = groupby(wanted[:SHOWN], key=lambda event: event.starts_on.year)
    return Timeline(
        years=[(year, list(inside)) for year, inside in years],
        chosen=chosen,
        choices=_choices(events),
        left=max(0, len(wanted) - SHOWN),
    )


def _wanted(events: Sequence[Event], chosen: str) -> list[Event]:
    found = [event for event in events if _is_wanted(event, chosen)]
    return _conditions_once(found) if chosen == "main" else found


def _conditions_once(events: Sequence[Event]) -> list[Event]:
    """Keep a condition where it was first recorded: each stay in hospital records it again."""
    first = {event.title: event for event in events if event.kind == "conditions"}
    return [event for event in events if event.kind != "conditions" or first[event.title] is event]


def _is_wanted(event: Event, chosen: str) -> bool:
    return chosen in {"all", event.kind} or (chosen == "main" and event.kind in MAIN)


def _choices(events: Sequence[Event]) -> Sequence[tuple[str, str, int]]:
    offered = [("main", "What matters most"), ("all", "Everything"), *KINDS.items()]
    counted = [(key, title, len(_wanted(events, key))) for key, title in offered]
    return [choice for choice in counted if choice[2] or choice[0] == "main"]
