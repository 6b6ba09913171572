"""Every figure of a run, package by package, in the order in which data flows."""

from __future__ import annotations

from collections.abc import Iterator

from lco.board.inputs import record_figures
from lco.board.quality import quality_figures
from lco.board.work import Work
from lco.finance.gap import gap_figures
from lco.finance.savings import savings_figures
from lco.finance.shifts import shift_figures
from lco.outcomes.figures import indicator_figures
from lco.outcomes.register import indicators
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tiers import Tier
from lco.population.deprivation import deprivation_figures
from lco.population.people import Stratified
from lco.population.prevalence import commonest, condition_figures
from lco.population.profiles import cells, concentration_figure, cost_figures, count_figures, profile
from lco.store.figures import Figure


def record_set(work: Work) -> Iterator[Figure]:
    """Yield what is said of the records themselves."""
    yield from record_figures(work.rows, work.place, on=work.on)
    yield from quality_figures(
        work.records,
        work.store,
        work.place,
        on=work.index_on,
        rows=work.rows,
        smallest=work.smallest,
    )


def population_set(work: Work, done: Stratified) -> Iterator[Figure]:
    """Yield people by area, age, sex and tier, their cost, conditions and deprivation."""
    con, areas, smallest = work.records.con, work.areas, work.smallest
    people, count = done.people, done.count
    counted = cells(con, people)
    found = profile(counted, areas, smallest=smallest)
    rows = (*work.place.rows(TierPoint), *work.place.rows(Tier))
    cited = tuple(work.place.cite(row) for row in rows)
    yield from count_figures(found, areas, on=work.on, tier_rows=cited)
    yield from cost_figures(counted, found, areas, period=work.period)
    yield concentration_figure(con, people, areas, count=count, period=work.period, smallest=smallest)
    shown = {
        area: found.counts[f"population/{area}"]
        for area in areas.members
        if f"population/{area}" not in found.hidden
    }
    ill = commonest(work.records, people, on=work.index_on)
    yield from condition_figures(ill, shown, areas, on=work.index_on, smallest=smallest)
    yield from deprivation_figures(work.place, areas)


def outcome_set(work: Work) -> Iterator[Figure]:
    """Yield every indicator by area."""
    for definition in indicators().values():
        yield from indicator_figures(
            definition, work.records, work.areas, period=work.period, smallest=work.smallest
        )


def finance_set(work: Work) -> Iterator[Figure]:
    """Yield the gap, the savings and the shifts of the place's papers."""
    yield from gap_figures(work.place)
    yield from savings_figures(work.place)
    yield from shift_figures(work.place)
