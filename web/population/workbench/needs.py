"""Segments, cohorts and the priority list of the published run, by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from lco.store.figures import Figure
from web.population.charts import shown
from web.population.figures import area_name, figure
from web.ui import charts, formats, place
from web.ui.charts import Bar, Chart
from web.ui.published import published

KINDS: Mapping[str, str] = MappingProxyType(
    {"segment": "Segment", "cohort": "Priority cohort", "priority": "Priority list"}
)


@dataclass(frozen=True)
class Need:
    """People of a segment, a cohort or the list in an area; `needing` have a mental health need too."""

    kind: str
    id: str
    title: str
    area: str
    people: Figure | None
    needing: Figure | None = None

    @property
    def area_name(self) -> str:
        """The name of the area."""
        return area_name(self.area)


def is_published() -> bool:
    """Say whether the published run counted segments or cohorts."""
    run = published()
    return bool(run and (run.under("segment/") or run.under("cohort/")))


def areas() -> Sequence[tuple[str, str]]:
    """Return id and name of the place, its localities and its neighbourhoods, as far as they were counted."""
    pack = place.current()
    rows: list[Any] = [pack, *pack.localities, *pack.neighbourhoods]
    return [(row.id, str(row.name)) for row in rows if _is_counted(row.id)]


def segments(area: str) -> Sequence[Need]:
    """Return the people of each segment in an area, in the order the place puts them."""
    return _counted("segment", area)


def cohorts(area: str) -> Sequence[Need]:
    """Return the people of each cohort in an area, and those of them with a mental health need."""
    return _counted("cohort", area)


def everything() -> Sequence[Need]:
    """Return every count of every area: what is taken away as a file."""
    found: list[Need] = []
    for area, _ in areas():
        listed = figure(f"priority/{area}")
        found += [*segments(area), *cohorts(area)]
        found += [Need("priority", "priority", "On the priority list", area, listed)] if listed else []
    return found


def listed(area: str) -> Figure | None:
    """Return how many of an area stand on the priority list."""
    return figure(f"priority/{area}")


def asked() -> Any:
    """Return what the papers ask of the priority list; None where they ask nothing."""
    rows = place.current().priority_lists
    return rows[0] if rows else None


def segment_chart(rows: Sequence[Need], *, name: str) -> Chart:
    """Return people by segment as bars."""
    bars = [Bar(row.title, row.people.value, shown(row.people)) for row in rows if _has_value(row.people)]
    return Chart(
        id="segments",
        title=f"People by segment, {name}",
        sentence=f"Everybody in {name} is in exactly one segment: the first of these that fits.",
        spec=charts.bars(bars, unit="people"),
        heads=("Segment", "People"),
        rows=tuple((row.title, _cell(row.people)) for row in rows),
        note="A segment says why somebody needs care, a tier how urgently. A withheld count has no bar.",
    )


def cohort_chart(rows: Sequence[Need], *, name: str) -> Chart:
    """Return each cohort crossed with mental health need, as a table under its bars."""
    bars = [
        Bar(f"{row.title}: {title}", found.value, shown(found), tone=tone)
        for row in rows
        for title, found, tone in (
            ("all", row.people, "plain"),
            ("with a mental health need", row.needing, "up"),
        )
        if found is not None and found.value is not None
    ]
    return Chart(
        id="cohorts",
        title=f"Priority cohorts and mental health need, {name}",
        sentence=f"People of {name} may be in several of these cohorts, or in none; they do not add up.",
        spec=charts.bars(bars, unit="people"),
        heads=("Cohort", "People", "With a mental health need"),
        rows=tuple((row.title, _cell(row.people), _cell(row.needing)) for row in rows),
        note="Cohorts are those the place's papers name. A withheld count has no bar.",
    )


def _counted(kind: str, area: str) -> Sequence[Need]:
    pack = place.current()
    rows: list[Any] = sorted(getattr(pack, f"{kind}s"), key=lambda row: row.order)
    return [
        Need(
            kind,
            row.id,
            row.title,
            area,
            figure(f"{kind}/{row.id}/{area}"),
            figure(f"{kind}_with_mental_health/{row.id}/{area}"),
        )
        for row in rows
    ]


def _is_counted(area: str) -> bool:
    return any(row.people for row in (*segments(area), *cohorts(area)))


def _has_value(found: Figure | None) -> bool:
    return found is not None and found.value is not None


def _cell(found: Figure | None) -> Any:
    return found if found is not None else formats.NOTHING
