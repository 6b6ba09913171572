"""How unequal emergency admissions are from the most to the least deprived fifth, by area.

The slope is drawn through the standardised rates of the five national fifths of deprivation, each weighted
by its people. An area in which a fifth has nobody, or too few to give a rate, has no slope, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lco.periods import Period
from lco.population.areas import Areas
from lco.population.profile_fifths import MEASURE, USE_CELLS, cell, fifths, may_be_shown
from lco.population.profile_rates import WITHHELD, Publishing, change_of_one, rounded
from lco.population.profile_tally import FIFTHS, ByBand, Tally
from lco.quantities import Kind
from lco.statistics.inequality import Quantile, Scale, Slope, slope_index
from lco.statistics.intervals import Estimate
from lco.store.figures import Figure

_UNIT = "admissions per 1,000 people"
_REPETITIONS = 20_000


def slope_figures(
    tallied: tuple[Tally, ...],
    publishing: Publishing,
    *,
    period: Period,
    hidden_use: frozenset[str],
    seed: int,
) -> Iterator[Figure]:
    """Yield the slope and the relative index of each area, and for the place the fifths.

    ``inequality/emergency_admissions/<area>``, ``inequality_ratio/...``, where there is a slope its two ends
    ``inequality_line/<most_deprived|least_deprived>/<area>``, and for the place
    ``admissions_by_deprivation/<1 to 5>/<place>``.

    Args:
        tallied: the people list, counted.
        publishing: what figures obey.
        period: the twelve months.
        hidden_use: cells ``use/emergency_admissions/<area>`` that are withheld.
        seed: of the simulated intervals.
    """
    if not any(each.fifth in FIFTHS for each in tallied):
        return
    areas = publishing.areas
    for area in areas.members:
        inside = publishing.inside(tallied, area)
        found, writer = fifths(inside), _Writer(area, areas, period.label())
        if found.reason or not may_be_shown(inside, publishing, hidden_use, area):
            yield from writer.nothing(found.reason)
            continue
        quantiles = [
            Quantile(found.counted[fifth].all_people, rate.value, rate.lower, rate.upper)
            for fifth, rate in found.rates.items()
            if rate
        ]
        slope = slope_index(
            quantiles, seed=seed, scale=Scale.LOG, is_curve=True, multiplier=-1, repetitions=_REPETITIONS
        )
        yield from writer.slope(slope, max(map(change_of_one, found.counted.values())))
        if area == areas.place:
            yield from (writer.fifth(at, found.counted[at], found.rates[at]) for at in FIFTHS)


@dataclass(frozen=True)
class _Writer:
    """Writes the figures of one area."""

    area: str
    areas: Areas
    when: str

    def nothing(self, reason: str) -> Iterator[Figure]:
        """Yield the indices without value: for a reason, or withheld."""
        for name, title, unit in _INDICES:
            yield self._figure(name, title, None, unit=unit, working=reason)

    def slope(self, slope: Slope, change: float) -> Iterator[Figure]:
        difference = rounded(slope.difference, change)
        ratio = Estimate(*(round(n, 2) for n in (slope.ratio.value, slope.ratio.lower, slope.ratio.upper)))
        for (name, title, unit), found in zip(_INDICES, (difference, ratio), strict=True):
            yield self._figure(name, title, found, unit=unit, working=_WORKING)
        ends = (("most_deprived", slope.at_most_deprived), ("least_deprived", slope.at_least_deprived))
        for end, value in ends:
            yield self._figure(
                f"inequality_line/{end}",
                f"Emergency admissions at the {end.replace('_', ' ')} end of the line",
                rounded(Estimate(value, value, value), change),
                unit=f"{_UNIT}, standardised for age",
                working="Where the line of the slope ends.",
            )

    def fifth(self, fifth: int, counted: ByBand, rate: Estimate | None) -> Figure:
        ends = {FIFTHS[0]: ", the most deprived", FIFTHS[-1]: ", the least deprived"}
        return self._figure(
            f"admissions_by_deprivation/{fifth}",
            f"Emergency admissions in deprivation fifth {fifth}{ends.get(fifth, '')}, standardised for age",
            rate,
            unit=f"{_UNIT}, standardised for age",
            working=(
                f"{counted.all_events:,} admissions of {counted.all_people:,} people, weighted by the "
                "European Standard Population 2013; the interval is Dobson's at 95%."
            ),
            counted=counted,
        )

    def _figure(
        self,
        name: str,
        title: str,
        found: Estimate | None,
        *,
        unit: str,
        working: str,
        counted: ByBand | None = None,
    ) -> Figure:
        has_interval = found is not None and found.lower < found.upper
        through = _FIFTHS_OF if found and not counted and self.area == self.areas.place else (USE_CELLS,)
        return Figure(
            figure=f"{name}/{self.area}",
            definition=name.partition("/")[0],
            label=f"{title}, {self.areas.names[self.area]}",
            area=self.area,
            period=self.when,
            value=found.value if found else None,
            lower=found.lower if found and has_interval else None,
            upper=found.upper if found and has_interval else None,
            numerator=float(counted.all_events) if counted else None,
            denominator=float(counted.all_people) if counted else None,
            unit=unit,
            kind=Kind.FLOW.value,
            is_suppressed=not working,
            source=_SOURCE,
            working=working or WITHHELD,
            inputs=tuple(f"{name}{self.area}" for name in through),
        )


_FIFTHS_OF = tuple(cell(fifth, "") for fifth in FIFTHS)
_SOURCE = "people list of the run; national fifths of the English Indices of Deprivation 2019"
_INDICES = (
    (f"inequality/{MEASURE}", "More emergency admissions at the most deprived end than at the least", _UNIT),
    (f"inequality_ratio/{MEASURE}", "Emergency admissions at the most deprived end over the least", "times"),
)
_WORKING = (
    "A line through the rates of the five fifths of deprivation, each weighted by its people and drawn on "
    f"the log scale; the interval is simulated {_REPETITIONS:,} times at 95%. A line is an assumption: look "
    "at the fifths beside it."
)
