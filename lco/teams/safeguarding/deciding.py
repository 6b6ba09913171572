"""Whether the duty to make enquiries applies: three legs, each with its answer and its reason.

The legs stand as data in ``rules.toml`` with their source. Reasonable cause to suspect is enough for each;
what is not known yet is no 'no'. A decision here prepares one; a person with the power to decide signs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lco.teams.safeguarding.rules import LegRule, Rules, rules


class Outcome(StrEnum):
    """What follows from the three legs."""

    DUTY = "duty"
    NO_DUTY = "no_duty"
    NOT_KNOWN = "not_known"


TITLES: Mapping[Outcome, str] = {
    Outcome.DUTY: "The duty to make enquiries applies",
    Outcome.NO_DUTY: "The duty to make enquiries does not apply",
    Outcome.NOT_KNOWN: "Not enough is known yet",
}


@dataclass(frozen=True)
class Answer:
    """What is said of one leg: `is_met` is None while it is not known; `why` is the reason in words."""

    is_met: bool | None
    why: str = ""


@dataclass(frozen=True)
class Leg:
    """One leg with its answer: `is_met` is None while it is not known."""

    id: str
    title: str
    is_met: bool | None
    why: str


@dataclass(frozen=True)
class Decision:
    """The legs and what follows from them."""

    legs: tuple[Leg, ...]
    source: str

    @property
    def outcome(self) -> Outcome:
        """All legs met: the duty applies. One leg not met: it does not, whatever the others are."""
        met = [leg.is_met for leg in self.legs]
        if False in met:
            return Outcome.NO_DUTY
        return Outcome.NOT_KNOWN if None in met else Outcome.DUTY

    @property
    def in_words(self) -> str:
        """The result with the legs it rests on."""
        title = TITLES[self.outcome]
        if self.outcome is Outcome.DUTY:
            return f"{title}: all {len(self.legs)} legs are met."
        if self.outcome is Outcome.NO_DUTY:
            return f"{title}, since this is not met: {self._those(False)}."
        return f"{title}: find out about {self._those(None)}; then decide again."

    def _those(self, is_met: bool | None) -> str:
        return "; ".join(f"'{leg.title}'" for leg in self.legs if leg.is_met is is_met)


def decide(answers: Mapping[str, Answer], *, age: int | None) -> Decision:
    """Return whether the duty to make enquiries applies.

    Args:
        answers: leg id to its answer; a leg that is missing is not known.
        age: of the person in whole years; None when it is not known.
    """
    by = rules()
    given = {leg.id: answers.get(leg.id, Answer(None)) for leg in by.legs}
    first = by.legs[0].id
    given[first] = _of_an_adult(given[first], age, by)
    return Decision(tuple(_leg(leg, given[leg.id]) for leg in by.legs), by.source)


def without_reason(answers: Mapping[str, Answer]) -> tuple[LegRule, ...]:
    """Return the legs that lack a reason: each needs one, for 'not known' what has to be found out."""
    return tuple(leg for leg in rules().legs if not answers.get(leg.id, Answer(None)).why.strip())


def _of_an_adult(answer: Answer, age: int | None, by: Rules) -> Answer:
    """Return the answer of the first leg, which is about an adult."""
    if age is not None and age < by.least_age:
        return Answer(False, f"The person is {age}: {by.below_age}. {answer.why.strip()}".strip())
    if age is None and answer.is_met:
        return Answer(None, f"{answer.why.strip()} The age is not known.".strip())
    return answer


def _leg(rule: LegRule, answer: Answer) -> Leg:
    return Leg(rule.id, rule.title, answer.is_met, answer.why.strip())
