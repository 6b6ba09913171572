"""Is rising a leading indicator? Of those rising some months ago, how many are high now: measured.

Beside the share stand two others, without which it says little: of those who were low then, and of
everybody who was not high then, which is what choosing by chance would have found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ibis.expr.types import Table

from lco.periods import Period
from lco.population.areas import Areas
from lco.quantities import Kind
from lco.statistics.intervals import wilson
from lco.store.figures import Figure

_LABELS = {
    "rising_became_high": "People in the rising tier {months} months ago who are in the high tier now",
    "low_became_high": "People in the low tier {months} months ago who are in the high tier now",
    "chance_became_high": "People not in the high tier {months} months ago who are in the high tier now",
}


@dataclass(frozen=True)
class Became:
    """Of the people of a tier then who are in the place now, how many are high; and how many are gone."""

    here: int
    high: int
    gone: int


def became(con: Any, now: Table, then: Table) -> dict[str, Became]:
    """Return what became of the people of each tier, by the tier they were in then.

    Args:
        con: the engine.
        now: person and tier.
        then: person and tier on the earlier day.
    """
    present = now.select("person", tier_now="tier")
    joined = then.select("person", "tier").left_join(present, "person").select(then.tier, present.tier_now)
    counted = joined.group_by("tier", "tier_now").agg(people=lambda t: t.count())
    found: dict[str, Became] = {}
    for row in con.to_pyarrow(counted).to_pylist():
        was, people = found.get(row["tier"], Became(0, 0, 0)), int(row["people"])
        is_here, is_high = row["tier_now"] is not None, row["tier_now"] == "high"
        found[row["tier"]] = Became(
            was.here + people * is_here, was.high + people * is_high, was.gone + people * (not is_here)
        )
    return found


def became_figures(
    found: dict[str, Became], areas: Areas, *, months: int, period: Period, smallest: int
) -> Iterator[Figure]:
    """Yield ``rising_became_high/<months>``, and beside it ``low_became_high`` and ``chance_became_high``.

    Shares have Wilson's interval. All three are withheld together where one is made of a small number,
    since the third is the sum of the others.

    Args:
        found: what `became` returned.
        areas: the areas of the place.
        months: months between the two days.
        period: from the one day to the other.
        smallest: smallest count shown.
    """
    rising, low = (found.get(tier, Became(0, 0, 0)) for tier in ("rising", "low"))
    both = Became(rising.here + low.here, rising.high + low.high, rising.gone + low.gone)
    parts = [count for each in (rising, low) for count in (each.high, each.here - each.high)]
    is_hidden = any(0 < count < smallest for count in parts)
    for name, each in zip(_LABELS, (rising, low, both), strict=True):
        share = None if is_hidden else wilson(each.high, each.here)
        yield Figure(
            figure=f"{name}/{months}",
            definition="rising_became_high",
            label=_LABELS[name].format(months=months),
            area=areas.place,
            period=period.label(),
            value=share.value * 100 if share else None,
            lower=share.lower * 100 if share else None,
            upper=share.upper * 100 if share else None,
            numerator=None if is_hidden else float(each.high),
            denominator=None if is_hidden else float(each.here),
            unit="per cent of people",
            kind=Kind.FLOW.value,
            is_suppressed=is_hidden,
            source="record tables people, admissions, attendances, contacts, conditions, prescriptions",
            working=_working(each, period, is_hidden=is_hidden, smallest=smallest),
            inputs=(f"population/{areas.place}",),
        )


def _working(each: Became, period: Period, *, is_hidden: bool, smallest: int) -> str:
    if is_hidden:
        return "Withheld: it is made of a small number, or would give a small number away."
    gone = f"{each.gone:,}" if each.gone == 0 or each.gone >= smallest else "A few"
    return (
        f"Of {each.here:,} people of that tier on {period.starts_on} who are in the place on "
        f"{period.ends_before}, {each.high:,} are in the high tier then. {gone} others had died or moved "
        "away and are in neither number."
    )
