"""Every figure of neighbourhood profiles beyond counts: illness, use, inequality and assets, by area."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from ibis.expr.types import Table

from lco.disclosure import Before
from lco.periods import Period
from lco.place.pack import Place
from lco.population.areas import Areas
from lco.population.profile_assets import asset_figures
from lco.population.profile_fifths import MEASURE
from lco.population.profile_rates import Publishing, prevalence_figures, use_figures, use_withheld
from lco.population.profile_slope import slope_figures
from lco.population.profile_tally import USE, tallies
from lco.population.profiles import Profile
from lco.store.figures import Figure


def need_figures(
    con: Any,
    people: Table,
    counted: Profile,
    place: Place,
    areas: Areas,
    *,
    period: Period,
    seed: int,
    smallest: int,
    former: AbstractSet[str] | Before = frozenset(),
) -> Iterator[Figure]:
    """Yield illness, use of care and inequality by area from the people list, and assets from the pack.

    Args:
        con: backend of the people list.
        people: the people list; without ``illnesses`` no prevalence, without ``deprivation`` no slope.
        counted: people by area, which of them are withheld.
        place: the facts of the place.
        areas: its areas.
        period: the twelve months looked back over; people are those of the day it ends before.
        seed: of simulated intervals.
        smallest: smallest count shown.
        former: figures the published run before withheld.
    """
    unshown = {area for area in areas.members if f"population/{area}" in counted.hidden}
    publishing = Publishing(areas, smallest, frozenset(unshown), former)
    tallied = tallies(con, people)
    yield from prevalence_figures(tallied, publishing, on=period.ends_before.isoformat())
    yield from use_figures(tallied, publishing, period=period)
    hidden = use_withheld(tallied, publishing, next(each for each in USE if each.id == MEASURE))
    yield from slope_figures(tallied, publishing, period=period, hidden_use=hidden, seed=seed)
    yield from asset_figures(place, areas)
