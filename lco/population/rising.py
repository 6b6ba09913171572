"""Tiers from rank and change: high by rank; rising by rank, or by how fast somebody rose; low otherwise.

A change is measured between two rankings of the same place, ties counting as equals: how chance broke
them moves nobody. The sizes of change that count are the place's own (``tier_rules.csv``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from lco.place.facts.tier_rules import TierRule
from lco.place.facts.tiers import Tier
from lco.population.tiers import MILLIONTHS, Cut, TiersRefused, cuts, in_millionths, tier_by_rank

STANDING = ("person", "rank", "above", "risk")
_HUNDREDTHS = 100  # percentages of the rules are held in whole hundredths


@dataclass(frozen=True)
class Standing:
    """How the people of a place stood on a day.

    Attributes:
        table: the columns `STANDING`, one row per person, as `lco.population.tiers.ranked` makes them.
        count: how many people it holds.
    """

    table: Table
    count: int


def tiered(
    now: Standing, before: Standing | None, *, tiers: Sequence[Tier], rules: Sequence[TierRule]
) -> Table:
    """Return the tier of each person from rank and change.

    Args:
        now: how people stand.
        before: how they stood as many months before as the rule says.
        tiers: the tiers of the place.
        rules: its rules of change; without any, rank alone decides and `before` gives former risk only.

    Returns:
        person, tier, is_rising_fast (met the rule of change), risk_before (null where not known).

    Raises:
        TiersRefused: when there is a rule of change and nothing to compare with, or the rule names no tier
            or measures in finer than hundredths.
    """
    ordered = cuts(tiers, now.count)
    if rules and before is None:
        raise TiersRefused(
            f"{rules[0].FILE}, line {rules[0].line}, measures change over {rules[0].months} months: "
            "give the ranking of that many months before."
        )
    joined = _compared(now, before)
    tier: StringValue = tier_by_rank(joined["rank"], ordered)
    is_rising_fast: BooleanValue = ibis.literal(False)
    for rule in rules:
        rose = _rose(joined, rule, now.count, before.count if before else 0)
        is_lifted = rose & (joined["rank"] > _last_rank(ordered, rule))
        tier = is_lifted.ifelse(rule.tier, tier)
        is_rising_fast = is_rising_fast | rose
    return joined.select("person", "risk_before", tier=tier, is_rising_fast=is_rising_fast)


def _compared(now: Standing, before: Standing | None) -> Table:
    if before is None:
        return now.table.mutate(above_before=ibis.null("int64"), risk_before=ibis.null("float64"))
    then = before.table.select("person", above_before="above", risk_before="risk")
    joined = now.table.left_join(then, "person")
    return joined.select(now.table, above_before=then.above_before, risk_before=then.risk_before)


def _last_rank(ordered: Sequence[Cut], rule: TierRule) -> int:
    for cut in ordered:
        if cut.tier == rule.tier:
            return cut.last_rank
    raise TiersRefused(f"{rule.FILE}, line {rule.line}: there is no tier '{rule.tier}' in tiers.csv.")


def _rose(joined: Table, rule: TierRule, now: int, before: int) -> BooleanValue:
    """Say who met the rule; whole numbers throughout, so that a rise of just the size counts everywhere."""
    reached = int(rule.lowest_rank_percent * now / 100)
    # The share above fell by p hundredths of a per cent: above_before/before - above/now >= p/10,000.
    points = _whole(rule.percentile_points, rule)
    fell = (joined.above_before * now - joined.above * before) * (100 * _HUNDREDTHS)
    by_percentile = fell >= ibis.literal(points * now * before, "int64")
    is_higher = (joined["rank"] <= reached) & (by_percentile.fill_null(False) | _by_risk(joined, rule))
    risen: BooleanValue = is_higher.fill_null(False)
    return risen


def _by_risk(joined: Table, rule: TierRule) -> BooleanValue:
    risk, former = in_millionths(joined.risk), in_millionths(joined.risk_before)
    whole = 100 * _HUNDREDTHS
    relative = risk * whole >= former * (whole + _whole(rule.relative_percent, rule))
    absolute = risk - former >= _whole(rule.absolute_points, rule) * MILLIONTHS // whole
    rose: BooleanValue = (relative & absolute).fill_null(False)
    return rose


def _whole(percent: Decimal, rule: TierRule) -> int:
    hundredths = percent * _HUNDREDTHS
    if hundredths < 0 or hundredths != hundredths.to_integral_value():
        raise TiersRefused(
            f"{rule.FILE}, line {rule.line}: {percent} cannot be used: give a number of at least 0 "
            "with at most two decimals."
        )
    return int(hundredths)
