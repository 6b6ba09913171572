"""Which services fit a person: what speaks for each, what against it, nearest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum
from types import MappingProxyType

from lco.teams.directory.entries import WEEKDAYS, Entry, Referral, Sitting, Status, Wanted
from lco.teams.directory.opening import Opening, next_open, open_at, openings_on, why_closed


class Nearness(IntEnum):
    """How near a service is held to where a person lives."""

    NEIGHBOURHOOD = 0
    LOCALITY = 1
    PLACE = 2
    NO_VENUE = 3


@dataclass(frozen=True)
class Asked:
    """Of whom and what is asked. What is None or empty is not asked.

    Attributes:
        needs: codes of the list of needs; a service has to help with one of them.
        conditions: codes the person has, for services that are for some conditions only.
        on: a day on which it should be open, at `at` when given; London time.
        is_by_professional: a professional asks and can refer.
    """

    age: int | None = None
    sex: Wanted = Wanted.ANY
    neighbourhood: str = ""
    needs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    on: date | None = None
    at: time | None = None
    is_by_professional: bool = True


@dataclass(frozen=True)
class Area:
    """What is known of the place: names of neighbourhoods and needs, localities, bank holidays.

    The next opening is looked for `look_ahead` days ahead.
    """

    names: Mapping[str, str]
    locality_of: Mapping[str, str]
    needs: Mapping[str, str]
    bank_holidays: Collection[date]
    look_ahead: int


NOWHERE = Area(MappingProxyType({}), MappingProxyType({}), MappingProxyType({}), frozenset(), 0)


@dataclass(frozen=True)
class Match:
    """One service against what is asked: it fits when nothing speaks against it."""

    entry: Entry
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    nearness: Nearness
    next_opening: Opening | None = None
    nearest: Sitting | None = None

    @property
    def fits(self) -> bool:
        """Say whether nothing speaks against it."""
        return not self.speaks_against


def matches(entries: Iterable[Entry], asked: Asked, area: Area, *, now: datetime) -> tuple[Match, ...]:
    """Return every entry with its reasons: those that fit first, then nearest, then by name.

    `now` is London time: from it the next opening is counted.
    """
    found = [match(entry, asked, area, now=now) for entry in entries]
    return tuple(sorted(found, key=lambda each: (not each.fits, each.nearness, each.entry.name.casefold())))


def match(entry: Entry, asked: Asked, area: Area, *, now: datetime) -> Match:
    """Return one entry with what speaks for and against it."""
    judged = [
        _status(entry),
        _need(entry, asked, area),
        _age(entry, asked),
        _sex(entry, asked),
        _area(entry, asked, area),
        _condition(entry, asked, area),
        _referral(entry, asked),
        _open(entry, asked, area),
    ]
    nearness, nearest = _nearest(entry, asked, area)
    opening = None
    if nearest:
        opening = next_open(nearest, now, bank_holidays=area.bank_holidays, days=area.look_ahead)
    near = _near_in_words(nearness, nearest, area)
    return Match(
        entry=entry,
        speaks_for=tuple(words for is_for, words in judged if is_for and words) + ((near,) if near else ()),
        speaks_against=tuple(words for is_for, words in judged if not is_for),
        nearness=nearness,
        next_opening=opening,
        nearest=nearest,
    )


def is_open_now(entry: Entry, at: datetime, *, bank_holidays: Collection[date]) -> bool:
    """Say whether the service is open at `at` (London time) at one of its venues."""
    return entry.status is Status.ACTIVE and any(
        open_at(each, at, bank_holidays=bank_holidays) for each in entry.sittings
    )


def within(title: str) -> str:
    """Return a title as it stands within a sentence: ``Speaking English`` is ``speaking English``."""
    return title[:1].lower() + title[1:]


_Judged = tuple[bool, str]


def _status(entry: Entry) -> _Judged:
    words = {Status.PAUSED: "Closed for now", Status.CLOSED: "Closed for good"}
    return entry.status is Status.ACTIVE, words.get(entry.status, "")


def _need(entry: Entry, asked: Asked, area: Area) -> _Judged:
    if not asked.needs:
        return True, ""
    met = [within(area.needs.get(each, each)) for each in asked.needs if each in entry.needs]
    if not met:
        return False, "Not for what was asked"
    return True, f"Helps with {_phrase(met)}"


def _age(entry: Entry, asked: Asked) -> _Judged:
    rule = entry.eligibility
    low, high = rule.age_from, rule.age_to
    if asked.age is None or (low is None and high is None):
        return True, ""
    is_met = (low is None or asked.age >= low) and (high is None or asked.age <= high)
    words = f"For people {ages_in_words(low, high)}"
    return is_met, words if is_met else f"{words}: the person is {asked.age}"


def ages_in_words(low: int | None, high: int | None) -> str:
    """Return ``of 65 and over``, ``up to 25`` or ``of 18 to 64``; of any age when neither is given."""
    if low is None and high is None:
        return "of any age"
    if high is None:
        return f"of {low} and over"
    return f"up to {high}" if low is None else f"of {low} to {high}"


def _sex(entry: Entry, asked: Asked) -> _Judged:
    wanted = entry.eligibility.sex
    if wanted is Wanted.ANY or asked.sex is Wanted.ANY:
        return True, ""
    return wanted is asked.sex, "For women" if wanted is Wanted.FEMALE else "For men"


def _area(entry: Entry, asked: Asked, area: Area) -> _Judged:
    areas = entry.eligibility.areas
    if not areas or not asked.neighbourhood:
        return True, ""
    names = _phrase([area.names.get(each, each) for each in areas])
    return asked.neighbourhood in areas, f"For people who live in {names}"


def _condition(entry: Entry, asked: Asked, area: Area) -> _Judged:
    wanted = entry.eligibility.conditions
    if not wanted:
        return True, ""
    words = f"or people who live with {_phrase([within(area.needs.get(each, each)) for each in wanted])}"
    if set(wanted) & {*asked.conditions, *asked.needs}:
        return True, f"F{words}"
    # What a person lives with and nobody asked is not known: it is no reason against, but has to be asked.
    return not asked.conditions, f"F{words}" if asked.conditions else f"Ask first: f{words}"


def _referral(entry: Entry, asked: Asked) -> _Judged:
    if entry.eligibility.referral is not Referral.PROFESSIONAL:
        return True, ""
    return asked.is_by_professional, "Needs a referral from a professional"


def _open(entry: Entry, asked: Asked, area: Area) -> _Judged:
    day = asked.on
    if day is None:
        return True, ""
    shown = f"{WEEKDAYS[day.weekday()]} {day.day} {day:%B}"
    for sitting in entry.sittings:
        for each in openings_on(sitting, day, bank_holidays=area.bank_holidays):
            if asked.at is None or each.opens <= asked.at < each.closes:
                return True, f"Open on {shown}, {each.opens:%H:%M} to {each.closes:%H:%M}"
    held = [each for each in entry.sittings if openings_on(each, day, bank_holidays=area.bank_holidays)]
    if held or not entry.sittings:
        when = f" at {asked.at:%H:%M}" if asked.at else ""
        return False, f"Not open on {shown}{when}" if held else "Has no opening times: ask when it is held"
    why = why_closed(entry.sittings[0], day, bank_holidays=area.bank_holidays)
    return False, f"Not open on {shown}: {why}"


def _nearest(entry: Entry, asked: Asked, area: Area) -> tuple[Nearness, Sitting | None]:
    if not entry.sittings:
        return Nearness.NO_VENUE, None
    found = [(_nearness(each.venue.neighbourhood, asked, area), each) for each in entry.sittings]
    return min(found, key=lambda each: each[0])


def _nearness(neighbourhood: str, asked: Asked, area: Area) -> Nearness:
    if neighbourhood and neighbourhood == asked.neighbourhood:
        return Nearness.NEIGHBOURHOOD
    locality = area.locality_of.get(neighbourhood)
    is_same = bool(locality) and locality == area.locality_of.get(asked.neighbourhood)
    return Nearness.LOCALITY if is_same else Nearness.PLACE


def _near_in_words(nearness: Nearness, nearest: Sitting | None, area: Area) -> str:
    if nearest is None:
        return ""
    name = area.names.get(nearest.venue.neighbourhood, "")
    words = {
        Nearness.NEIGHBOURHOOD: "In the same neighbourhood",
        Nearness.LOCALITY: f"In the same locality: {name}",
        Nearness.PLACE: f"In {name}" if name else "",
    }
    return words.get(nearness, "")


def _phrase(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
