"""Eligibility for care and support as decision tables: every leg with its answer and its reason.

The lists and counts stand as data in ``eligibility_rules.toml`` with their source. They are recorded from
general knowledge of the regulations and are to be checked against them: a decision here prepares one, and a
person with the power to decide signs it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lco.teams.questionnaires.values import Answers, Coding

_RULES = Path(__file__).with_name("eligibility_rules.toml")
ADULT, CARER = "care-act-eligibility", "carer-eligibility"


@dataclass(frozen=True)
class Outcome:
    """One of the outcomes a person may be unable to achieve."""

    id: str
    title: str


@dataclass(frozen=True)
class Rules:
    """What the regulations count: the outcomes, how many, and what unable includes."""

    source: str
    least_outcomes: int
    outcomes: tuple[Outcome, ...]
    unable: Mapping[str, str]


@dataclass(frozen=True)
class Leg:
    """One leg of the test: `is_met` is None while it is not answered."""

    title: str
    is_met: bool | None
    why: str


@dataclass(frozen=True)
class Decision:
    """The legs and what follows from them. `is_eligible` is None while a leg that matters is not answered."""

    legs: tuple[Leg, ...]
    source: str

    @property
    def is_eligible(self) -> bool | None:
        """All legs met: eligible. One leg not met: not eligible, whatever the others are."""
        met = [leg.is_met for leg in self.legs]
        if False in met:
            return False
        return None if None in met else True

    @property
    def in_words(self) -> str:
        """The result with the legs it rests on."""
        if self.is_eligible is None:
            open_legs = "; ".join(leg.title.lower() for leg in self.legs if leg.is_met is None)
            return f"Not decided yet: {open_legs} not answered."
        if self.is_eligible:
            return f"Meets the threshold: all {len(self.legs)} legs are met."
        failed = "; ".join(leg.title.lower() for leg in self.legs if leg.is_met is False)
        return f"Does not meet the threshold, since this is not met: {failed}."


@cache
def rules(who: str) -> Rules:
    """Return the rules for ``adult`` or ``carer``."""
    found: dict[str, Any] = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    part = found[who]
    return Rules(
        source=found["source"],
        least_outcomes=part["least_outcomes"],
        outcomes=tuple(Outcome(each["id"], each["title"]) for each in part["outcomes"]),
        unable=MappingProxyType(found["unable"]),
    )


def adult(answers: Answers) -> Decision:
    """Return whether an adult's needs meet the threshold.

    Three legs: the needs come from an impairment or illness; because of them the adult is unable to achieve
    at least so many of the outcomes; and as a consequence there is a significant impact on wellbeing.
    """
    by = rules("adult")
    return Decision(
        (
            _yes_or_no("The needs come from an impairment or illness", "arises", answers),
            _outcomes(by, answers),
            _yes_or_no("There is a significant impact on wellbeing", "wellbeing", answers),
        ),
        by.source,
    )


def carer(answers: Answers) -> Decision:
    """Return whether a carer's needs meet the threshold.

    Three legs: the needs come from providing necessary care; because of them the carer's health is at risk or
    they are unable to achieve an outcome; and as a consequence there is a significant impact on wellbeing.
    """
    by = rules("carer")
    health = _yes_or_no("The carer's health is getting worse or at risk", "health", answers)
    return Decision(
        (
            _yes_or_no("The needs come from providing necessary care", "necessary", answers),
            _either(health, _outcomes(by, answers)),
            _yes_or_no("There is a significant impact on wellbeing", "wellbeing", answers),
        ),
        by.source,
    )


DECISIONS: Mapping[str, Callable[[Answers], Decision]] = MappingProxyType({ADULT: adult, CARER: carer})


def decided(questionnaire: str, answers: Answers) -> Decision | None:
    """Return the decision that answers to `questionnaire` lead to; None where it is about none."""
    decide = DECISIONS.get(questionnaire)
    return decide(answers) if decide else None


def _yes_or_no(title: str, link_id: str, answers: Answers) -> Leg:
    values = answers.get(link_id, ())
    return Leg(title, bool(values[0]) if values else None, _why(link_id, answers))


def _outcomes(by: Rules, answers: Answers) -> Leg:
    given = {each: answers.get(f"outcome.{each.id}", ()) for each in by.outcomes}
    unable = [each for each, values in given.items() if values and _code(values[0]) in by.unable]
    open_ = sum(not values for values in given.values())
    is_met = len(unable) >= by.least_outcomes
    reasons = "; ".join(_with_reason(each, answers) for each in unable)
    count = f"Unable to achieve {len(unable)} of {len(by.outcomes)} outcomes, {by.least_outcomes} needed"
    # With enough unable the rest cannot change it; nor can too few that are still open.
    is_open = not is_met and len(unable) + open_ >= by.least_outcomes
    title = f"Unable to achieve at least {by.least_outcomes} of {len(by.outcomes)} outcomes"
    return Leg(title, None if is_open else is_met, f"{count}{f': {reasons}' if reasons else ''}.")


def _either(one: Leg, other: Leg) -> Leg:
    title = f"{one.title}, or {other.title[0].lower()}{other.title[1:]}"
    why = " ".join(part for part in (one.why, other.why) if part)
    if one.is_met or other.is_met:
        return Leg(title, True, why)
    return Leg(title, None if None in (one.is_met, other.is_met) else False, why)


def _with_reason(outcome: Outcome, answers: Answers) -> str:
    why = _why(f"outcome.{outcome.id}", answers)
    return f"{outcome.title.lower()} ({why})" if why else outcome.title.lower()


def _why(link_id: str, answers: Answers) -> str:
    values = answers.get(f"{link_id}.why", ())
    return str(values[0]).strip() if values else ""


def _code(value: object) -> str:
    return value.code if isinstance(value, Coding) else str(value)
