"""Takes out of a person's events what a reader may not see, so that neither kind, day nor place of it shows.

What is taken out is counted as one number for the whole record: not by kind, not by year, not by page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from lco.population.sensitive import SensitiveCodes
from lco.records.timeline import Event
from lco.teams.governance.terms import Sensitivity

# What belongs to a stay without a code of a kind that is held closer: shown alone, it would say when.
_OF_A_STAY = frozenset({"costs", "procedures"})
_DAY = timedelta(days=1)
# What cannot be told is open to nobody: it is no value of Sensitivity and is never asked for.
_NOT_TOLD = "not_told"

May = Callable[[str], bool]


@dataclass(frozen=True)
class Sifted:
    """What a reader may see.

    Attributes:
        events: those shown, in the order given.
        closer: those of them that are held closer and open to this reader.
        held_back: how many are not shown.
    """

    events: tuple[Event, ...]
    closer: frozenset[Event]
    held_back: int


def sift(events: Sequence[Event], codes: SensitiveCodes | None, may: May) -> Sifted:
    """Return what of `events` a reader may see.

    Args:
        events: all events of one person.
        codes: what is held closer; None when that cannot be told, and then no coded event is shown.
        may: says of a value of `Sensitivity` whether the reader may see it; asked once for each kind.
    """
    kinds = {event: kinds_of(event, codes) for event in events}
    open_kinds = {kind for kind in frozenset().union(*kinds.values()) if kind != _NOT_TOLD and may(kind)}
    hidden = {event for event, held in kinds.items() if not held <= open_kinds}
    stays = [event for event in hidden if event.kind == "admissions"]
    hidden |= {event for event in events if _tells_of_one(event, stays)}
    shown = tuple(event for event in events if event not in hidden)
    closer = frozenset(event for event in shown if kinds[event] != {Sensitivity.ORDINARY})
    return Sifted(shown, closer, len(events) - len(shown))


def kinds_of(event: Event, codes: SensitiveCodes | None) -> frozenset[str]:
    """Return the kinds of information an event is of; ordinary alone when its code is of none held closer."""
    if event.code is None:
        return frozenset({Sensitivity.ORDINARY.value})
    if codes is None:
        return frozenset({Sensitivity.ORDINARY.value, _NOT_TOLD})
    system, _, text = event.code.partition(" ")
    return codes.kinds_of(system, text) or frozenset({Sensitivity.ORDINARY.value})


def _tells_of_one(event: Event, stays: Iterable[Event]) -> bool:
    return any(_tells_of(event, stay) for stay in stays)


def _tells_of(event: Event, stay: Event) -> bool:
    """Say whether an event would give away a stay: it led to it, or was done in it."""
    if event.kind == "attendances":
        return event.is_admitted and stay.starts_on - _DAY <= event.starts_on <= stay.starts_on
    last = max(stay.starts_on, (stay.ends_before or stay.starts_on) - _DAY)
    return event.kind in _OF_A_STAY and stay.starts_on <= event.starts_on <= last
