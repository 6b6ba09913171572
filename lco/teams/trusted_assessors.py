"""Trusted assessors: whose assessment partners accept without asking the person again, and when.

A partner trusts an assessor for some questionnaires, some cohorts and a time. An assessment within all three
is trusted; outside any of them it only informs, and no partner can accept it in place of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lco.teams.standard import Standard, Standards, Topic, Unit

_CHOICE = "Design choice of this product; a place may set its own"
STANDARDS: tuple[Standard, ...] = (
    Standard(
        "days_repeat",
        "An accepted assessment spared another when none of its kind followed within",
        14,
        Unit.DAYS,
        Topic.ASSESSMENTS,
        _CHOICE,
    ),
    Standard(
        "days_fresh",
        "An assessment of another partner is offered before a new one is begun for",
        90,
        Unit.DAYS,
        Topic.ASSESSMENTS,
        _CHOICE,
    ),
    Standard(
        "months_delegation",
        "A trusted assessor's delegation lasts at most",
        24,
        Unit.MONTHS,
        Topic.ASSESSMENTS,
        "Design choice: competence is shown again after two years",
    ),
)


class Standing(StrEnum):
    """What an assessment is to partners."""

    TRUSTED = "trusted"
    INFORMATIVE = "informative"

    @property
    def words(self) -> str:
        """The standing as a page shows it."""
        return {Standing.TRUSTED: "By a trusted assessor", Standing.INFORMATIVE: "For information"}[self]


@dataclass(frozen=True)
class Delegation:
    """What partners agreed of one assessor. `cohorts` empty: everybody; it ends before `ends_before`."""

    key: int
    questionnaires: frozenset[str]
    cohorts: frozenset[str]
    partners: frozenset[int]
    starts_on: date
    ends_before: date

    def __post_init__(self) -> None:
        if self.ends_before < self.starts_on:
            raise ValueError("A delegation ends after it starts.")

    def holds(self, on: date) -> bool:
        """Say whether it holds on the day `on`."""
        return self.starts_on <= on < self.ends_before


@dataclass(frozen=True)
class Verdict:
    """What an assessment is to partners, why, and which accept it at once."""

    standing: Standing
    why: str
    accepted_by: frozenset[int] = frozenset()
    delegation: int | None = None


def verdict(
    delegations: Sequence[Delegation],
    *,
    questionnaire: str,
    cohorts: Collection[str],
    organisation: int,
    on: date,
) -> Verdict:
    """Return what an assessment finished on the day `on` is to partners.

    Args:
        delegations: all of the assessor's, those that ended included.
        questionnaire: name of what was asked.
        cohorts: ids of the cohorts the person belongs to.
        organisation: the assessor's own, which accepts nothing of itself.
        on: the day the assessment was finished.

    Of several delegations that cover it, the partners of all accept; the first is named.
    """
    if not delegations:
        return Verdict(Standing.INFORMATIVE, "The assessor is not in the register of trusted assessors.")
    holding = [each for each in delegations if each.holds(on)]
    if not holding:
        return Verdict(Standing.INFORMATIVE, _when(delegations, on))
    asked = [each for each in holding if questionnaire in each.questionnaires]
    if not asked:
        return Verdict(Standing.INFORMATIVE, "This questionnaire is not in the assessor's scope.")
    covering = [each for each in asked if not each.cohorts or each.cohorts & set(cohorts)]
    if not covering:
        return Verdict(
            Standing.INFORMATIVE, "The person belongs to none of the cohorts in the assessor's scope."
        )
    partners = frozenset().union(*(each.partners for each in covering)) - {organisation}
    why = "The assessor is trusted for this questionnaire and this person."
    return Verdict(Standing.TRUSTED, why, partners, covering[0].key)


def _when(delegations: Iterable[Delegation], on: date) -> str:
    last = max(each.ends_before for each in delegations)
    if last <= on:
        return f"The assessor's delegation ended before {last.day} {last:%B %Y}."
    first = min(each.starts_on for each in delegations if each.starts_on > on)
    return f"The assessor's delegation only begins on {first.day} {first:%B %Y}."


class Spared(StrEnum):
    """Whether an accepted assessment spared the person another."""

    SPARED = "spared"
    REPEATED = "repeated"
    NOT_KNOWN_YET = "not_known_yet"


def spared(*, finished_at: datetime, next_at: datetime | None, now: datetime, known: Standards) -> Spared:
    """Return whether an accepted trusted assessment spared another: none followed within the time set.

    `next_at` is when the next assessment of the person by the same questionnaire was finished.
    """
    ends_at = finished_at + timedelta(days=known["days_repeat"])
    if next_at is not None and next_at < ends_at:
        return Spared.REPEATED
    return Spared.SPARED if now >= ends_at else Spared.NOT_KNOWN_YET
