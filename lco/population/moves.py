"""How everybody of the people list moved between tiers since a month before, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.types import Table

from lco import engine
from lco.population.movement import DOWN, UP, moved
from lco.population.movement_reasons import changes_in_points, movement_reasons
from lco.population.risk.reasons import both_days, changed_of
from lco.population.snapshots import FORMER_MONTHS, Rules, Snapshot


def moves_since(
    con: Any,
    people: Table,
    former: Table | None,
    *,
    taken: Mapping[int, Snapshot],
    rules: Rules,
    folder: Path,
) -> Table:
    """Return person, former_tier, movement and movement_reasons; all null where there is no month before.

    Args:
        con: the engine.
        people: person, tier and is_rising_fast.
        former: person and tier a month before; None where nobody lived in the place then.
        taken: the days looked at, by months back.
        rules: how people are ranked.
        folder: where to write what the result is made from; must stay as long as it is used.
    """
    tiers = people.select("person", "tier", "is_rising_fast")
    if former is None:
        texts = {name: ibis.null("string") for name in ("former_tier", "movement", "movement_reasons")}
        return tiers.select("person", **texts)
    moves = _held(con, moved(tiers, former), folder / "moves.parquet")
    movers = moves.filter(moves.movement.isin([UP, DOWN])).select("person")
    now, then = (taken[back].features.semi_join(movers, "person") for back in (0, FORMER_MONTHS))
    why = movement_reasons(moves, _changed(con, now, then, rules=rules, folder=folder), tiers)
    return _held(
        con, moves.left_join(why, "person").select(moves, why.movement_reasons), folder / "why.parquet"
    )


def _changed(con: Any, now: Table, then: Table, *, rules: Rules, folder: Path) -> Table:
    """Return person and `changed`: what differs in their records, as what ranks them sees it."""
    if rules.model is None:
        return changes_in_points(now, then, rules.points)
    both = _held(con, both_days(now, then, rules.model), folder / "movers.parquet")
    return changed_of(both, rules.model)


def _held(con: Any, table: Table, path: Path) -> Table:
    """Write a table down and return it: what is read twice is computed once."""
    engine.write_parquet(con, table, path)
    return engine.read_parquet(con, path)
