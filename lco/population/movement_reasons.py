"""Why somebody moved between tiers, in plain words: what differs in their records since the former day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from lco.place.facts.tier_points import TierPoint
from lco.population.conditions import CATALOGUE
from lco.population.movement import DOWN, NEW, UP
from lco.population.tiers import earned

OTHERS_FELL = "nothing new on record: others now stand behind them"
OTHERS_ROSE = "nothing new on record: others now stand before them"
RISE_OVER = "nothing new on record: no longer rising fast, or others now stand before them"
NEW_HERE = "was not in the place then"
ROSE_FAST = "rose fast over six months"

_NAMES = {
    "charlson": ("Charlson point", "Charlson points"),
    "emergency_admissions": ("emergency admission in 12 months", "emergency admissions in 12 months"),
    "attendances": ("emergency attendance in 12 months", "emergency attendances in 12 months"),
    "bed_days": ("night in hospital in 12 months", "nights in hospital in 12 months"),
    "contacts": ("contact with care in 12 months", "contacts with care in 12 months"),
}


def changes_in_points(now: Table, former: Table, rules: Sequence[TierPoint]) -> Table:
    """Return what changed in the measures points are given for.

    A measure is named when its points differ. A new illness is named instead of the Charlson points it
    brings.

    Args:
        now: features of the people, `illnesses` among them.
        former: their features on the former day.
        rules: points of the place.

    Returns:
        person, changed: plain words separated by '; ', empty for nothing; who is not in both is left out.
    """
    measures = list(dict.fromkeys(rule.measure for rule in rules))
    present = now.select("person", "illnesses", *measures, **_points("earned", now, rules))
    past = former.select(
        "person",
        was_illnesses=former.illnesses,
        **{f"was_{name}": former[name] for name in measures},
        **_points("was_earned", former, rules),
    )
    both = present.inner_join(past, "person")
    words: StringValue = _new_illnesses(both.illnesses, both.was_illnesses)
    named = words
    for number, rule in enumerate(rules):
        is_changed = both[f"earned_{number}"] != both[f"was_earned_{number}"]
        if rule.measure == "charlson":
            is_changed = is_changed & (named == "")
        difference = _difference(both[rule.measure], both[f"was_{rule.measure}"], rule.measure)
        words = words + is_changed.ifelse(difference, "")
    return both.select("person", changed=(words == "").ifelse("", words.substr(2)))


def _points(prefix: str, people: Table, rules: Sequence[TierPoint]) -> dict[str, IntegerValue]:
    return {f"{prefix}_{number}": earned(people, rule) for number, rule in enumerate(rules)}


def _new_illnesses(now: Any, then: Any) -> StringValue:
    words: StringValue = ibis.literal("")
    for each in CATALOGUE.values():
        bit = ibis.literal(each.bit, "int64")
        is_new = ((now & bit) != 0) & ((then & bit) == 0)
        words = words + is_new.ifelse(f"; newly on record: {each.plain_words}", "")
    return words


def _difference(now: Any, then: Any, measure: str) -> StringValue:
    one, many = _NAMES[measure]
    more, fewer = now - then, then - now
    words: StringValue = ibis.cases(
        (more == 1, f"; 1 more {one}"),
        (more > 1, ibis.literal("; ") + more.cast("string") + ibis.literal(f" more {many}")),
        (fewer == 1, f"; 1 fewer {one}"),
        else_=ibis.literal("; ") + fewer.cast("string") + ibis.literal(f" fewer {many}"),
    )
    return words


def movement_reasons(moves: Table, changed: Table, now: Table) -> Table:
    """Return why each person moved, in plain words separated by '; '; empty for who did not.

    Args:
        moves: person and movement, as `lco.population.movement.moved` returns them.
        changed: person and changed: what differs in their records, from `changes_in_points` or, where a
            model ranks, from its change in contributions.
        now: person, tier and is_rising_fast, as `lco.population.rising.tiered` returns them.

    Returns:
        person, movement_reasons.
    """
    joined = moves.left_join(changed, "person").select(moves, changed=changed.changed)
    joined = joined.left_join(now, "person").select(
        joined, is_fast=now.is_rising_fast & (now.tier == "rising"), is_low=now.tier == "low"
    )
    words = joined.changed.fill_null("")
    upward = (words == "").ifelse(OTHERS_FELL, words)
    # Whoever leaves the rising tier may have been lifted by a rise that lies further back by now.
    downward = joined.is_low.fill_null(False).ifelse(RISE_OVER, OTHERS_ROSE)
    fast = joined.is_fast.fill_null(False)
    upward = fast.ifelse((words == "").ifelse(ROSE_FAST, words + ibis.literal(f"; {ROSE_FAST}")), upward)
    reasons: StringValue = ibis.cases(
        (joined.movement == UP, upward),
        (joined.movement == DOWN, (words == "").ifelse(downward, words)),
        (joined.movement == NEW, NEW_HERE),
        else_="",
    )
    return joined.select("person", movement_reasons=reasons)
