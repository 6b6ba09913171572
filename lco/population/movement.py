"""Movement between tiers in a month: who went up, down or stayed, who is new in the place and who left it."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

TIERS = ("high", "rising", "low")  # in order, the most urgent first
UP, DOWN, SAME, NEW, LEFT = "up", "down", "same", "new", "left"


def moved(now: Table, former: Table) -> Table:
    """Return how each person of the place moved since the former day.

    Args:
        now: person and tier.
        former: person and tier on the former day.

    Returns:
        person, former_tier (null for who was not in the place then), movement (`UP`, `DOWN`, `SAME`, `NEW`).
    """
    then = former.select("person", former_tier="tier")
    joined = (
        now.select("person", "tier").left_join(then, "person").select(now.person, now.tier, then.former_tier)
    )
    urgency, former_urgency = _position(joined.tier), _position(joined.former_tier)
    movement: StringValue = ibis.cases(
        (joined.former_tier.isnull(), NEW),
        (urgency < former_urgency, UP),
        (urgency > former_urgency, DOWN),
        else_=SAME,
    )
    return joined.select("person", "former_tier", movement=movement)


def left(now: Table, former: Table) -> Table:
    """Return the rows of `former` whose person is in the place no more: they died or moved away."""
    return former.anti_join(now, "person")


def _position(tier: StringValue, tiers: Sequence[str] = TIERS) -> IntegerValue:
    cases = [(tier == each, number) for number, each in enumerate(tiers)]
    position: IntegerValue = ibis.cases(*cases, else_=len(tiers))
    return position
