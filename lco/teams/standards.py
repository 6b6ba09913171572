"""The catalogue of standards: every number a team works to, gathered from the modules of its rules.

A rule and its numbers stand together in the module of the rule; here each number gets its one id, by which
a place sets its own in ``work_standards.csv``. Nothing here is law or national guidance unless its note says
so: most are design choices of this product.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lco.teams import agenda, connections, escalation, staff, trusted_assessors
from lco.teams.directory import assurance, opening
from lco.teams.governance import emergencies, retention
from lco.teams.safeguarding import course
from lco.teams.standard import InForce, Own, Standard, Standards, Topic, Unit
from lco.teams.workflow import STATES, State

__all__ = ["STANDARDS", "StandardRefused", "Standards", "contradictions", "in_force", "standards"]

_CHOICE = "Design choice of this product; a place may set its own"
_SHORTEST_MONTH = 28
_MEETING = (
    "Design choice: nobody leaves a meeting without a review date, at most 12 weeks away for tier 1 and "
    "26 weeks for tier 2"
)


class StandardRefused(ValueError):
    """A standard that cannot be; the message says which and what to do."""


def _clock(state: State, days: int) -> Standard:
    title = f"Longest time in '{STATES[state].title}'"
    return Standard(f"days_{state}", title, days, Unit.DAYS, Topic.CASES, _CHOICE)


def _weeks(name: str, words: str, value: int) -> Standard:
    title = f"Longest time to a review, {words} support"
    return Standard(f"weeks_{name}", title, value, Unit.WEEKS, Topic.CASES, _MEETING)


_CASES: tuple[Standard, ...] = (
    *(_clock(rule.state, rule.days) for rule in STATES.values() if rule.days is not None),
    _weeks("intensive", "intensive", 12),
    _weeks("steady", "steady", 26),
    Standard(
        "days_back",
        "A new case this soon after stepping down counts as coming back",
        90,
        Unit.DAYS,
        Topic.CASES,
        "Design choice: the measure 're-escalation within 90 days'",
    ),
    Standard("days_reopen", "An ending may be taken back within", 28, Unit.DAYS, Topic.CASES, _CHOICE),
    Standard(
        "refreshes_lower",
        "Refreshes in a row in which the tier must be lower before stepping down",
        2,
        Unit.REFRESHES,
        Topic.CASES,
        "Design choice: one refresh may be chance; two in a row are not",
        most=2,  # the list of people knows the tier now and a month before
    ),
    Standard("days_urgent", "Triage of an urgent referral", 1, Unit.DAYS, Topic.CASES, _CHOICE),
    Standard("days_soon", "Triage of a referral that should not wait", 7, Unit.DAYS, Topic.CASES, _CHOICE),
    Standard(
        "months_judgement",
        "A judgement of the tier holds at most",
        12,
        Unit.MONTHS,
        Topic.STAFF,
        "Design choice: it is looked at again at least once a year",
    ),
)
STANDARDS: Mapping[str, Standard] = MappingProxyType(
    {
        each.id: each
        for each in (
            *_CASES,
            *escalation.STANDARDS,
            *agenda.STANDARDS,
            *trusted_assessors.STANDARDS,
            *assurance.STANDARDS,
            *opening.STANDARDS,
            *connections.STANDARDS,
            *staff.STANDARDS,
            *course.STANDARDS,
            *emergencies.STANDARDS,
            *retention.standards(),
        )
    }
)


def standards(own: Mapping[str, Own | int] | None = None) -> Standards:
    """Return the standards, with those a place sets itself in `own` by id.

    Raises:
        StandardRefused: when `own` names a standard there is not, or a value that cannot be.
    """
    said = {name: each if isinstance(each, Own) else Own(each, "", "") for name, each in (own or {}).items()}
    for name, each in sorted(said.items()):
        refuse(name, each.value)
    values = {each.id: each.value for each in STANDARDS.values()}
    values |= {name: each.value for name, each in said.items()}
    return Standards(MappingProxyType(values), MappingProxyType(said))


def in_force(known: Standards) -> tuple[InForce, ...]:
    """Return every standard as it holds in the place, by topic, then in the order of the catalogue."""
    topics = list(Topic)
    ordered = sorted(STANDARDS.values(), key=lambda each: topics.index(each.topic))
    return tuple(InForce(each, known[each.id], known.own.get(each.id)) for each in ordered)


def contradictions(known: Standards) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the ids of standards that cannot hold together, and in words why."""
    taken = known["minutes_opening"] + known["minutes_person"]
    if taken > known["minutes_meeting"]:
        words = f"a meeting of {Unit.MINUTES.counted(known['minutes_meeting'])} leaves no time for one person"
        yield ("minutes_meeting", "minutes_person", "minutes_opening"), words
    if known["days_ask_how"] > _SHORTEST_MONTH * known["months_ask_how"]:
        words = "the day proposed to ask how it went lies further ahead than it may"
        yield ("days_ask_how", "months_ask_how"), words


def refuse(name: str, value: int) -> None:
    """Let a value pass that a standard can have.

    Raises:
        StandardRefused: when there is no such standard, or the value is too small or beyond all use.
    """
    if name not in STANDARDS:
        raise StandardRefused(f"There is no standard '{name}': take an id of the table in the docs.")
    if not STANDARDS[name].may_be(value):
        raise StandardRefused(f"The standard '{name}' must be {STANDARDS[name].bounds}.")
