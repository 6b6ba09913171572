"""Every figure of a run, package by package, in the order in which data flows."""

from __future__ import annotations

from collections.abc import Iterator

from ibis.expr.types import Table

from lco.board.inputs import record_figures
from lco.board.quality import quality_figures
from lco.board.tier_figures import tier_figures
from lco.board.work import Work
from lco.finance.gap import gap_figures
from lco.finance.savings import savings_figures
from lco.finance.shifts import shift_figures
from lco.outcomes.equity import Split, equity_figures
from lco.outcomes.figures import indicator_figures
from lco.outcomes.register import indicators
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tier_rules import TierRule
from lco.place.facts.tiers import Tier
from lco.population.deprivation import deprivation_figures
from lco.population.people import Stratified
from lco.population.prevalence import commonest, condition_figures
from lco.population.profile_figures import need_figures
from lco.population.profiles import (
    Profile,
    cells,
    cost_figures,
    count_figures,
    profile,
)
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
    """Yield people by area, age, sex and tier, their cost, needs, movement, segments and cohorts."""
    con, areas, smallest = work.records.con, work.areas, work.smallest
    people, counted = done.people, cells(con, done.people)
    found = profile(counted, areas, smallest=smallest, former=work.former)
    rows = (*work.place.rows(TierPoint), *work.place.rows(Tier), *work.place.rows(TierRule))
    cited = tuple(work.place.cite(row) for row in rows)
    yield from count_figures(found, areas, on=work.on, tier_rows=cited)
    yield from cost_figures(counted, found, areas, period=work.period)
    yield from _needs(work, people, found)
    yield from deprivation_figures(work.place, areas)
    yield from tier_figures(work, done, found)


def _needs(work: Work, people: Table, found: Profile) -> Iterator[Figure]:
    """Yield illness and use of care; where no code is in the catalogue, the diagnoses as they are called."""
    con, areas, smallest = work.records.con, work.areas, work.smallest
    needs = list(
        need_figures(
            con, people, found, work.place, areas,
            period=work.period, seed=work.salt, smallest=smallest, former=work.former,
        )
    )  # fmt: skip
    yield from needs
    if any(figure.definition == "prevalence" for figure in needs):
        return
    shown = {area: found.counts[f"population/{area}"] for area in areas.members}
    shown = {area: count for area, count in shown.items() if f"population/{area}" not in found.hidden}
    ill = commonest(work.records, people, on=work.index_on)
    yield from condition_figures(ill, shown, areas, on=work.index_on, smallest=smallest, former=work.former)


def outcome_set(work: Work) -> Iterator[Figure]:
    """Yield every indicator by area."""
    for definition in indicators().values():
        yield from indicator_figures(
            definition,
            work.records,
            work.areas,
            period=work.period,
            smallest=work.smallest,
            former=work.former,
            is_measured=all(work.rows[table] for table in definition.details["needs"]),
        )


def equity_set(work: Work, done: Stratified) -> Iterator[Figure]:
    """Yield the indicators that are given by deprivation and ethnicity, where they were measured."""
    for definition in indicators().values():
        is_measured = all(work.rows[table] for table in definition.details["needs"])
        if definition.details["is_split_by_group"] and is_measured:
            split = Split(definition, done.people, work.place.id, work.period, work.smallest, work.former)
            yield from equity_figures(work.records, split)


def finance_set(work: Work) -> Iterator[Figure]:
    """Yield the gap, the savings and the shifts of the place's papers."""
    yield from gap_figures(work.place)
    yield from savings_figures(work.place)
    yield from shift_figures(work.place)
