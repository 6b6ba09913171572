"""A person's events as the page shows them: by year, newest first, what matters most before everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from lco.engine import connect
from lco.population.sensitive import SensitiveCodes, sensitive_codes_of
from lco.records.timeline import Event, timeline
from lco.store import Store
from lco.store.layout import StoreRefused
from lco.teams.held_back import May, Sifted, sift
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
    their number of events; `left` is how many older events the page leaves out. `held_back` is how many
    events of the whole record the reader may not see, whatever is chosen; `closer` how many of those on the
    page are held closer and open to this reader.
    """

    years: Sequence[tuple[int, Sequence[Event]]]
    chosen: str
    choices: Sequence[tuple[str, str, int]]
    left: int
    held_back: int = 0
    closer: int = 0


def timeline_of(person: int, chosen: str = "main", *, may: May) -> Timeline:
    """Return the events of a person that a reader may see, narrowed to what is `chosen`.

    Args:
        person: the pseudonym.
        chosen: ``main``, ``all`` or a key of `KINDS`; any other means ``main``.
        may: says of a value of `Sensitivity` whether the reader may see it. What they may not see is taken
            out before anything is counted or cut into pages.
    """
    found = store()
    if found is None:
        return Timeline((), "main", (), 0)
    sifted = _sifted(found, person, may)
    chosen = chosen if chosen in {"all", *KINDS} else "main"
    wanted = _wanted(sifted.events, chosen)
    shown = wanted[:SHOWN]
    years = groupby(shown, key=lambda event: event.starts_on.year)
    return Timeline(
        years=[(year, list(inside)) for year, inside in years],
        chosen=chosen,
        choices=_choices(sifted.events),
        left=max(0, len(wanted) - SHOWN),
        held_back=sifted.held_back,
        closer=sum(event in sifted.closer for event in shown),
    )


def _sifted(found: Store, person: int, may: May) -> Sifted:
    con = connect(memory_limit="512MB", threads=1)
    try:
        events = timeline(found, con, person)
    finally:
        con.disconnect()
    return sift(events, _codes(found), may)


def _codes(found: Store) -> SensitiveCodes | None:
    try:
        return sensitive_codes_of(found.path)
    except StoreRefused:
        # A file of the place's own that cannot be used may be the very one that names what is held closer.
        return None


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
