"""Tiers of need: people ranked, and cut at the place's shares.

Where a model is live, people are ranked by the risk it predicts. Where none is, they are ranked by points
for illness and use of care: a transparent first ordering for a team's attention and no predicted risk. No
probability follows from points, and they have not been validated against what happened next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Protocol

import ibis
from ibis.expr.types import FloatingValue, IntegerColumn, IntegerValue, StringValue, Table

from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tiers import Tier

NO_REASON = "no serious illness on record and little use of care in 12 months"
MONTHS_COUNTED = 12  # what scores/utilisation.py looks back; Charlson looks back over all records
THOUSANDTHS = 1_000  # points are summed in whole thousandths, so that both engines rank alike
MILLIONTHS = 1_000_000  # risks are ranked in whole millionths for the same reason

# Two primes below 2**31: products with their remainders stay inside 63 bits on both engines.
_PRIMES = (2_147_483_647, 2_147_483_629)
_MULTIPLIERS = (48_271, 69_621, 16_807)
_WORDS = {
    "charlson": ("Charlson comorbidity of 1 point", "Charlson comorbidity of {} points"),
    "emergency_admissions": ("1 emergency admission in 12 months", "{} emergency admissions in 12 months"),
    "attendances": ("1 emergency attendance in 12 months", "{} emergency attendances in 12 months"),
    "bed_days": ("1 night in hospital in 12 months", "{} nights in hospital in 12 months"),
    "contacts": ("1 contact with care in 12 months", "{} contacts with care in 12 months"),
}


class TiersRefused(ValueError):
    """Points or shares of a place that cannot be used; the message says which and why."""


class Model(Protocol):
    """What a live model gives a ranking."""

    def probability(self, table: Table) -> FloatingValue:
        """Return the predicted probability for each row of a table of features."""


@dataclass(frozen=True)
class Cut:
    """A tier and the last rank in it."""

    tier: str
    last_rank: int


def points_thousandths(people: Table, rules: Sequence[TierPoint]) -> IntegerValue:
    """Return the points of each person in whole thousandths.

    Raises:
        TiersRefused: when points are finer than a thousandth or negative, or look back over months that
            are not counted.
    """
    total: IntegerValue = ibis.literal(0, "int64")
    for rule in rules:
        total = total + earned(people, rule)
    return total


def earned(people: Table, rule: TierPoint) -> IntegerValue:
    """Return the points one rule gives each person, in whole thousandths.

    Raises:
        TiersRefused: as `points_thousandths`.
    """
    counted = None if rule.measure == "charlson" else MONTHS_COUNTED
    if rule.lookback_months != counted:
        raise TiersRefused(
            f"The points of {rule.id} in tier_points.csv, line {rule.line}, look back "
            f"{rule.lookback_months} months: {rule.measure} is counted over {counted or 'all'} months."
        )
    each, most = _whole(rule.points, rule), _whole(rule.at_most, rule)
    given: IntegerValue = people[rule.measure].cast("int64") * ibis.literal(each, "int64")
    least: IntegerValue = ibis.least(given, ibis.literal(most, "int64"))
    return least


def _whole(points: Decimal, rule: TierPoint) -> int:
    thousandths = points * THOUSANDTHS
    if thousandths < 0 or thousandths != thousandths.to_integral_value():
        raise TiersRefused(
            f"The points of {rule.id} in tier_points.csv, line {rule.line}, are {points}: "
            "give a number of at least 0 with at most three decimals."
        )
    return int(thousandths)


def salt_of(place: str, index_on: date) -> int:
    """Return the salt of a run's ties: known from place and day, so a run can be done again and checked."""
    digest = hashlib.sha256(f"{place} {index_on.isoformat()}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % _PRIMES[0]


def tie_breaker(person: IntegerColumn, salt: int) -> IntegerValue:
    """Return a salted hash of the person by whole-number arithmetic, the same on every engine.

    Nobody can choose it, and with the day it changes whom a tie favours.
    """
    first, second = (person % ibis.literal(prime, "int64") for prime in _PRIMES)
    mixed = (first * _MULTIPLIERS[0] + second * _MULTIPLIERS[1] + salt) % _PRIMES[0]
    hashed: IntegerValue = (mixed * _MULTIPLIERS[2] + salt) % _PRIMES[1]
    return hashed


def ranked(people: Table, rules: Sequence[TierPoint], *, salt: int, model: Model | None = None) -> Table:
    """Return `people` with what they are ranked by and how they stand, the first in need first.

    Ties are broken by emergency admissions, then age, then a salted hash of the person.

    Args:
        people: person, age and the measures of the rules; with a model, the features it reads.
        rules: points of the place.
        salt: of the hash; one for all days of a run, so that nobody moves for want of a coin.
        model: the live model; without one the points rank.

    Returns:
        `people` with `thousandths` (points), `risk` (probability; null without a model), `above` (how many
        people stand strictly higher, ties counting as equals) and `rank` (1 for the first, without ties).
    """
    risk = ibis.null("float64") if model is None else model.probability(people).cast("float64")
    scored = people.mutate(thousandths=points_thousandths(people, rules), risk=risk)
    by = scored.thousandths if model is None else in_millionths(scored.risk)
    scored = scored.mutate(ranked_by=by)
    order = ibis.window(
        order_by=[
            scored.ranked_by.desc(),
            scored.emergency_admissions.desc(),
            scored.age.desc(),
            tie_breaker(scored.person, salt).asc(),
            scored.person.asc(),
        ]
    )
    alike = ibis.window(order_by=[scored.ranked_by.desc()])
    return scored.mutate(
        rank=(ibis.row_number().over(order) + 1).cast("int32"),
        above=ibis.rank().over(alike).cast("int64"),
    ).drop("ranked_by")


def in_millionths(risk: FloatingValue) -> IntegerValue:
    """Return a probability in whole millionths."""
    whole: IntegerValue = (risk * float(MILLIONTHS)).round().cast("int64")
    return whole


def cuts(tiers: Sequence[Tier], people: int) -> list[Cut]:
    """Return the last rank of each tier among a number of people, highest tier first.

    A share is cut down to whole people; the last tier takes the rest.

    Raises:
        TiersRefused: when the shares do not follow each other from 0 to 100 per cent.
    """
    ordered = sorted(tiers, key=lambda tier: tier.from_rank_percent)
    reached = Decimal(0)
    for tier in ordered:
        if tier.from_rank_percent != reached or tier.to_rank_percent <= reached:
            raise TiersRefused(
                f"The tier {tier.id} in tiers.csv, line {tier.line}, runs from {tier.from_rank_percent} to "
                f"{tier.to_rank_percent} per cent: it must begin at {reached} and end above it."
            )
        reached = tier.to_rank_percent
    if reached != 100:
        raise TiersRefused(f"The tiers in tiers.csv end at {reached} per cent: they must end at 100.")
    return [Cut(tier.id, _floor(tier.to_rank_percent * people / 100)) for tier in ordered]


def _floor(value: Decimal) -> int:
    return int(value.to_integral_value(rounding=ROUND_FLOOR))


def tier_by_rank(rank: IntegerColumn, ordered: Sequence[Cut]) -> StringValue:
    """Return the tier of each rank."""
    cases = [(rank <= cut.last_rank, cut.tier) for cut in ordered[:-1]]
    if not cases:
        return ibis.literal(ordered[-1].tier)
    tier: StringValue = ibis.cases(*cases, else_=ordered[-1].tier)
    return tier


def reasons(
    people: Table, rules: Sequence[TierPoint], illnesses: Sequence[tuple[str, object]]
) -> StringValue:
    """Return why each person has points, in plain words separated by '; '.

    Args:
        people: the table of points.
        rules: the place's points; a measure is named when it earned half a point or more.
        illnesses: name of an illness and whether each person has it; they stand for the Charlson points.
    """
    words: StringValue = ibis.literal("")
    for name, held in illnesses:
        words = words + held.ifelse(f"; {name}", "")  # type: ignore[attr-defined]
    for rule in rules:
        if rule.measure == "charlson" and illnesses:
            continue
        value = people[rule.measure]
        one, many = _WORDS[rule.measure]
        before, _, after = many.partition("{}")
        several = ibis.literal(f"; {before}") + value.cast("string") + ibis.literal(after)
        named = (value == 1).ifelse(f"; {one}", several)
        words = words + (earned(people, rule) >= THOUSANDTHS // 2).ifelse(named, "")
    found: StringValue = (words == "").ifelse(NO_REASON, words.substr(2))
    return found
