"""Illness and use of care by area: crude, and as they would be were people everywhere of one age.

A standardised rate is a sum over age bands with published weights. Given with many digits, it could be
solved for the counts of its bands, which are never shown; so it is rounded to what one event more or less
may change, and it is withheld with the count it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import floor, log10

from lco.disclosure import Before, withheld_alike
from lco.periods import Period
from lco.population.areas import Areas
from lco.population.profile_tally import LONG_TERM, USE, ByBand, Measure, Tally, ill_by_band, used_by_band
from lco.quantities import Kind
from lco.statistics.intervals import Estimate, wilson
from lco.statistics.standardised import EUROPEAN_2013, directly_standardised
from lco.store.figures import Figure

PER = 1_000
_LIST = "people list of the run, from the record tables people, conditions, admissions, attendances"
_TABLES = ("records/people", "records/conditions", "records/admissions", "records/attendances")
WITHHELD = "Withheld: it is made of a small number, or would give a small number away."


@dataclass(frozen=True)
class Publishing:
    """What figures of a profile obey.

    Attributes:
        areas: the areas of the place.
        smallest: smallest count shown.
        withheld_areas: areas whose number of people is withheld.
        former: figures the published run before withheld.
    """

    areas: Areas
    smallest: int
    withheld_areas: frozenset[str] = frozenset()
    former: AbstractSet[str] | Before = frozenset()

    def inside(self, tallied: tuple[Tally, ...], area: str) -> list[Tally]:
        """Return the tallies of an area."""
        return [each for each in tallied if each.neighbourhood in self.areas.members[area]]

    def already(self, prefix: str) -> set[str]:
        """Return the cells ``<prefix><area>`` of areas whose people are withheld."""
        return {f"{prefix}{area}" for area in self.withheld_areas}


def rounded(found: Estimate | None, change: float) -> Estimate | None:
    """Return a rate in steps of 1, 2 or 5 times a power of ten, none finer than `change`.

    Args:
        found: the rate, per 1,000.
        change: what one event more or less changes, where it changes most.
    """
    if found is None or not change > 0:
        return None
    power = floor(log10(change))
    times = next(each for each in (1, 2, 5, 10) if each * 10.0**power >= change * (1 - 1e-9))
    step, digits = times * 10.0**power, max(0, -power)
    numbers = (found.value, found.lower, found.upper)
    return Estimate(*(round(round(number / step) * step, digits) + 0.0 for number in numbers))


def change_of_one(counted: ByBand) -> float:
    """Return by how much an event moved changes the rate per 1,000 at most: in two bands, up and down."""
    weights = zip(EUROPEAN_2013, counted.people, strict=True)
    return max(
        (PER * weight / sum(EUROPEAN_2013) / people for weight, people in weights if people), default=0
    )


def standardised(counted: ByBand) -> Estimate | None:
    """Return the directly standardised rate per 1,000, rounded so that no band can be solved for."""
    found = directly_standardised(counted.events, counted.people, per=PER, squares=counted.squares)
    return rounded(found, change_of_one(counted))


def prevalence_figures(tallied: tuple[Tally, ...], publishing: Publishing, *, on: str) -> Iterator[Figure]:
    """Yield ``prevalence/<condition>/<area>`` and ``prevalence_standardised/<condition>/<area>``.

    Args:
        tallied: the people list, counted.
        publishing: what figures obey.
        on: day the people were counted.
    """
    recorded = {name for each in tallied for name, people in each.ill.items() if people}
    for name, condition in LONG_TERM.items():
        if name not in recorded:
            continue
        prefix = f"prevalence/{name}/"
        by_area = {
            area: ill_by_band(publishing.inside(tallied, area), name) for area in publishing.areas.members
        }
        counts = {f"{prefix}{area}": each.all_events for area, each in by_area.items()}
        without = {f"{prefix}{area}": each.all_people - each.all_events for area, each in by_area.items()}
        hidden = withheld_alike(
            (counts, without),
            publishing.areas.sums(prefix),
            smallest=publishing.smallest,
            former=publishing.former,
            already=publishing.already(prefix),
        )
        for area, counted in by_area.items():
            is_hidden = f"{prefix}{area}" in hidden
            made = _Made(area, publishing.areas, counted, on, is_hidden, Kind.STOCK)
            yield made.share(prefix, f"People living with {condition.title}")
            unit = "people per 1,000 people"
            yield made.rate(f"prevalence_standardised/{name}/", condition.title, unit=unit, parts=prefix)


def use_figures(tallied: tuple[Tally, ...], publishing: Publishing, *, period: Period) -> Iterator[Figure]:
    """Yield ``use/<measure>/<area>`` and ``use_standardised/<measure>/<area>``.

    People are those of the list, who live in the place at the end of the period; indicators count events
    where people lived then, so the two differ a little.
    """
    for measure in USE:
        hidden = use_withheld(tallied, publishing, measure)
        for area in publishing.areas.members:
            counted = used_by_band(publishing.inside(tallied, area), measure.id)
            is_hidden = f"use/{measure.id}/{area}" in hidden
            made = _Made(area, publishing.areas, counted, period.label(), is_hidden, Kind.FLOW)
            prefix = f"use/{measure.id}/"
            yield made.crude(prefix, measure)
            name = f"use_standardised/{measure.id}/"
            yield made.rate(name, measure.title, unit=measure.unit, parts=prefix)


def use_withheld(tallied: tuple[Tally, ...], publishing: Publishing, measure: Measure) -> frozenset[str]:
    """Return the cells ``use/<measure>/<area>`` withheld for few events or few people who had them."""
    prefix = f"use/{measure.id}/"
    events, people = {}, {}
    for area in publishing.areas.members:
        inside = publishing.inside(tallied, area)
        events[f"{prefix}{area}"] = sum(each.used[measure.id].events for each in inside)
        people[f"{prefix}{area}"] = sum(each.used[measure.id].people for each in inside)
    return withheld_alike(
        (events, people),
        publishing.areas.sums(prefix),
        smallest=publishing.smallest,
        former=publishing.former,
        already=publishing.already(prefix),
    )


@dataclass(frozen=True)
class _Made:
    """Makes the figures of one area from its counts."""

    area: str
    areas: Areas
    counted: ByBand
    when: str
    is_hidden: bool
    kind: Kind

    def share(self, prefix: str, title: str) -> Figure:
        people, events = self.counted.all_people, self.counted.all_events
        found = wilson(events, people)
        percent = found and Estimate(found.value * 100, found.lower * 100, found.upper * 100)
        working = f"{events:,} / {people:,} x 100 on {self.when}; the interval is Wilson's at 95%."
        return self._figure(prefix, title, percent, unit="per cent of people", working=working)

    def crude(self, prefix: str, measure: Measure) -> Figure:
        counted = self.counted
        people, events = counted.all_people, counted.all_events
        # One band with everybody in it: the crude rate, with an interval that knows of repeated events.
        squares = [sum(counted.squares)]
        found = directly_standardised([events], [people], per=PER, squares=squares, standard=[1])
        if found is None:
            working = f"{events:,} / {people:,} x 1,000 in {self.when}; too few events for an interval."
            value = events / people * PER if people else None
            return self._figure(prefix, measure.title, value, unit=measure.unit, working=working)
        working = (
            f"{events:,} / {people:,} x 1,000 in {self.when}; the interval is Byar's at 95%, widened since "
            "one person may have several."
        )
        return self._figure(prefix, measure.title, found, unit=measure.unit, working=working)

    def rate(self, prefix: str, title: str, *, unit: str, parts: str) -> Figure:
        counted = self.counted
        found = None if self.is_hidden else standardised(counted)
        working = (
            "No rate: fewer than ten, or nobody in one of the nineteen age bands."
            if found is None
            else f"{counted.all_events:,} over {counted.all_people:,} people, band by band of five years, "
            "weighted by the European Standard Population 2013; the interval is Dobson's at 95%. Rounded to "
            "what one more may change, so that no band can be worked out."
        )
        inputs = (f"{parts}{self.area}",)
        return self._figure(
            prefix, f"{title}, standardised for age", found, unit=unit, working=working, inputs=inputs
        )

    def _figure(
        self,
        prefix: str,
        title: str,
        found: Estimate | float | None,
        *,
        unit: str,
        working: str,
        inputs: tuple[str, ...] = (),
    ) -> Figure:
        bounds = found if isinstance(found, Estimate) and not self.is_hidden else None
        value = bounds.value if bounds else (None if self.is_hidden else found)
        return Figure(
            figure=f"{prefix}{self.area}",
            definition=prefix.partition("/")[0],
            label=f"{title}, {self.areas.names[self.area]}",
            area=self.area,
            period=self.when,
            value=value,  # type: ignore[arg-type]
            lower=bounds.lower if bounds else None,
            upper=bounds.upper if bounds else None,
            numerator=None if self.is_hidden else float(self.counted.all_events),
            denominator=None if self.is_hidden else float(self.counted.all_people),
            unit=unit,
            kind=self.kind.value,
            is_suppressed=self.is_hidden,
            source=_LIST,
            working=WITHHELD if self.is_hidden else working,
            inputs=inputs or self._inputs(prefix),
        )

    def _inputs(self, prefix: str) -> tuple[str, ...]:
        parts = tuple(f"{prefix}{part}" for part in self.areas.parents.get(self.area, ()))
        return parts or (f"population/{self.area}", *_TABLES)
