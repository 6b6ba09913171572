"""Figures of movement, segments, cohorts and the priority list, from one count and withheld as one table."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from ibis.expr.types import Table

from lco.disclosure import Before
from lco.periods import Period
from lco.place.fact import Row
from lco.place.facts.cohort_rules import CohortRule
from lco.place.facts.cohorts import Cohort
from lco.place.facts.priority_lists import PriorityList
from lco.place.facts.priority_rules import PriorityRule
from lco.place.facts.segment_rules import SegmentRule
from lco.place.facts.segments import Segment
from lco.place.facts.tier_rules import TierRule
from lco.place.facts.tiers import Tier
from lco.place.pack import Place
from lco.population.areas import Areas
from lco.population.movement import TIERS
from lco.population.stratification import movement
from lco.population.stratification.belonging import (
    UNPUBLISHED,
    add_cohort,
    add_priority,
    add_segments,
    take_population,
)
from lco.population.stratification.cells import Cells, Published, hidden_cells
from lco.population.stratification.groups import gone, groups
from lco.quantities import Kind
from lco.store.figures import Figure


@dataclass(frozen=True)
class Release:
    """What figures of one run share.

    Attributes:
        place, areas: the place and its areas.
        published: counts of people and tiers by area of the same run, and which are withheld.
        on: day the people list is of.
        former_on: the day movement is measured from; None where nobody lived there then.
        smallest: smallest count shown.
        withheld_before: cells the release before withheld.
    """

    place: Place
    areas: Areas
    published: Published
    on: date
    former_on: date | None
    smallest: int
    withheld_before: AbstractSet[str] | Before = frozenset()


def stratification_figures(
    con: Any, people: Table, former: Table | None, release: Release
) -> Iterator[Figure]:
    """Yield people by movement, segment, cohort and priority in every area.

    Args:
        con: the engine.
        people: the people list.
        former: person, tier and neighbourhood on `release.former_on`; None where there is no such day.
        release: what the figures share.
    """
    cells = _cells(con, people, former, release)
    hidden = hidden_cells(cells, release.published, smallest=release.smallest, former=release.withheld_before)
    for cell, count in cells.counts.items():
        if cell in release.published.counts or cell.startswith(UNPUBLISHED):
            continue
        yield _figure(cell, None if cell in hidden else count, release)


def _cells(con: Any, people: Table, former: Table | None, release: Release) -> Cells:
    place, cells = release.place, Cells(release.areas)
    found = groups(con, people)
    if former is not None:
        movement.add_movement(cells, found, gone(con, people, former), release.published)
    else:
        for tier in TIERS:
            cells.take(f"tier/{tier}", release.published)
    take_population(cells, release.published)
    if segments := [each.id for each in place.rows(Segment)]:
        add_segments(cells, found, segments)
    for cohort in sorted({rule.cohort for rule in place.rows(CohortRule)}):
        add_cohort(cells, found, cohort)
    if place.rows(PriorityList):
        add_priority(cells, found)
    return cells


def _figure(cell: str, count: int | None, release: Release) -> Figure:
    topic, *key, area = cell.split("/")
    return Figure(
        figure=cell,
        definition=topic,
        label=f"{_label(topic, key, release.place)}, {release.areas.names[area]}",
        area=area,
        period=_period(topic, release),
        value=None if count is None else float(count),
        unit="people",
        kind=(Kind.FLOW if topic == "movement" else Kind.STOCK).value,
        is_suppressed=count is None,
        source="record tables people, admissions, attendances, contacts, conditions, prescriptions",
        working=_working(topic, key, release),
        inputs=_inputs(topic, key, area, release),
    )


def _period(topic: str, release: Release) -> str:
    if topic == "movement" and release.former_on is not None:
        return Period(release.former_on, release.on).label()
    return release.on.isoformat()


def _label(topic: str, key: list[str], place: Place) -> str:
    if topic == "movement":
        return movement.label(*key)
    if topic == "priority":
        return "People on the priority list"
    rows: tuple[Segment | Cohort, ...] = place.rows(Segment) if topic == "segment" else place.rows(Cohort)
    title = next(each.title for each in rows if each.id == key[0])
    if topic == "segment":
        return f"People in the segment {title.lower()}"
    crossed = " with a need of mental health" if topic == "cohort_with_mental_health" else ""
    return f"People in the cohort {title.lower()}{crossed}"


def _working(topic: str, key: list[str], release: Release) -> str:
    if topic == "movement":
        gone_to = "who are in the place no more counted where they lived" if key[1] == "left" else ""
        where = gone_to or "counted where they live now"
        return f"People by tier on {release.former_on} and on {release.on}, {where}, one by one."
    if topic == "priority":
        (wanted, *_) = release.place.rows(PriorityList)
        return (
            f"Of those the rules admit the first by rank: {wanted.people:,} in a population of "
            f"{wanted.of_people:,} or more, fewer in proportion in a smaller one."
        )
    if topic == "segment":
        return "Everybody is in one segment: the first, in the order of the pack, whose rules they meet."
    return "People who meet the rules of the cohort; anybody may be in several cohorts or in none."


def _inputs(topic: str, key: list[str], area: str, release: Release) -> tuple[str, ...]:
    place, parts = release.place, release.areas.parents.get(area, ())
    if parts:
        return tuple("/".join((topic, *key, part)) for part in parts)
    rows: dict[str, tuple[Row, ...]] = {
        "movement": (*place.rows(Tier), *place.rows(TierRule)),
        "segment": (*place.rows(Segment), *place.rows(SegmentRule)),
        "priority": (*place.rows(PriorityList), *place.rows(PriorityRule)),
    }
    cited = rows.get(topic, place.rows(CohortRule))
    return (f"population/{area}", *(place.cite(row) for row in cited))
