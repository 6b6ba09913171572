"""Every figure of a run, package by package, in the order in which data flows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ibis.expr.types import Table

from lco.board.inputs import record_figures
from lco.board.quality import quality_figures
from lco.finance.gap import gap_figures
from lco.finance.savings import savings_figures
from lco.finance.shifts import shift_figures
from lco.outcomes.figures import indicator_figures
from lco.outcomes.register import indicators
from lco.periods import Period, twelve_months_before
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tiers import Tier
from lco.place.pack import Place
from lco.population.areas import Areas
from lco.population.deprivation import deprivation_figures
from lco.population.prevalence import commonest, condition_figures
from lco.population.profiles import cells, concentration_figure, cost_figures, count_figures, profile
from lco.population.tables import Records
from lco.population.tiers import salt_of
from lco.store import Store
from lco.store.figures import Figure


@dataclass(frozen=True)
class Work:
    """What the figures of a run are computed from."""

    place: Place
    store: Store
    records: Records
    areas: Areas
    rows: dict[str, int]
    index_on: date
    smallest: int

    @property
    def salt(self) -> int:
        """The salt of the hash that breaks the last ties."""
        return salt_of(self.place.id, self.index_on)

    @property
    def on(self) -> str:
        """The index day as figures write it."""
        return self.index_on.isoformat()

    @property
    def period(self) -> Period:
        """The twelve months looked back over."""
        return twelve_months_before(self.index_on)


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


def population_set(work: Work, people: Table, count: int) -> Iterator[Figure]:
    """Yield people by area, age, sex and tier, their cost, conditions and deprivation."""
    con, areas, smallest = work.records.con, work.areas, work.smallest
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
