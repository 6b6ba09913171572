"""The rules of a team's meeting: on what legal basis a person is discussed, and with what they leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Basis(StrEnum):
    """The closed list of grounds on which identifiable data of a person is discussed in a meeting."""

    CONSENT = "consent"
    BEST_INTERESTS = "best_interests"
    DIRECT_CARE = "direct_care"
    SAFEGUARDING = "safeguarding"


@dataclass(frozen=True)
class BasisRule:
    """One ground: its words, what it means, and what has to be written beside it ("": nothing)."""

    basis: Basis
    title: str
    about: str
    asks: str = ""


BASES: Mapping[Basis, BasisRule] = MappingProxyType(
    {
        rule.basis: rule
        for rule in (
            BasisRule(
                Basis.CONSENT,
                "The person agreed",
                "Their agreement to be looked after by the team is recorded on the case.",
            ),
            BasisRule(
                Basis.BEST_INTERESTS,
                "A best-interests decision",
                "The person lacks capacity to decide this, and the decision is recorded on the case.",
            ),
            BasisRule(
                Basis.DIRECT_CARE,
                "Direct care by people who look after them",
                "A public task in health or social care (UK GDPR article 6(1)(e) and 9(2)(h)), where the "
                "person would expect it.",
                "Say who here looks after the person, and in what way",
            ),
            BasisRule(
                Basis.SAFEGUARDING,
                "Safeguarding",
                "To protect somebody at risk of harm (UK GDPR article 9(2)(g); Data Protection Act 2018, "
                "Schedule 1, paragraph 18).",
                "Say who is at risk of what harm",
            ),
        )
    }
)
_RECORDED = frozenset({Basis.CONSENT, Basis.BEST_INTERESTS})


@dataclass(frozen=True)
class Leaving:
    """What a person leaves the meeting with."""

    has_coordinator: bool
    actions: int
    no_action_reason: str
    review_on: date | None


def bases_open(recorded: Basis | None) -> tuple[BasisRule, ...]:
    """Return the grounds that can be chosen, given what is `recorded` on the case.

    Consent and a best-interests decision are recorded when the person is asked, never claimed in a meeting.
    """
    return tuple(rule for basis, rule in BASES.items() if basis not in _RECORDED or basis == recorded)


def basis_lacks(basis: str, note: str, *, recorded: Basis | None) -> str:
    """Return why `basis` with `note` is no ground to discuss the person, in a sentence; "" when it is."""
    rule = next((each for each in bases_open(recorded) if each.basis == basis), None)
    if rule is None:
        if basis in set(_RECORDED):
            return (
                f"'{BASES[Basis(basis)].title}' is not recorded on the case: record it there first, or "
                "choose another ground."
            )
        return "Choose the ground on which the person is discussed."
    return f"{rule.asks}." if rule.asks and not note.strip() else ""


def lacking(leaving: Leaving, *, on: date, latest: date) -> dict[str, str]:
    """Return what a person may not leave the meeting without: a sentence each, by the field it belongs to.

    Args:
        leaving: what is written so far.
        on: the day of the meeting.
        latest: the last day of the next review, by the standard for how closely the person is supported.

    Returns:
        An empty dict when the person may leave.
    """
    found: dict[str, str] = {}
    if not leaving.has_coordinator:
        found["coordinator"] = "Name the coordinator: nobody leaves the meeting without one."
    if not leaving.actions and not leaving.no_action_reason.strip():
        found["no_action_reason"] = "Write at least one action with owner and day, or say why there is none."
    if leaving.actions and leaving.no_action_reason.strip():
        found["no_action_reason"] = "There are actions: take out the reason why there are none."
    review = _review_lacks(leaving.review_on, on=on, latest=latest)
    return {**found, "review_on": review} if review else found


def _review_lacks(review_on: date | None, *, on: date, latest: date) -> str:
    if review_on is None:
        return "Set the day of the next review."
    if review_on <= on:
        return "Set a day after the meeting for the next review."
    if review_on > latest:
        weeks = (latest - on).days // 7
        return (
            f"Set the next review within {weeks} weeks: that is the longest time for this person's support."
        )
    return ""
