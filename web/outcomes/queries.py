"""All reads of the outcomes pages: published indicators, their definitions, the targets of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lco.outcomes.comparison import Compared, standing, tally
from lco.outcomes.equity import DIMENSIONS, NOT_KNOWN
from lco.outcomes.register import indicators
from lco.outcomes.results import estimated
from lco.outcomes.trajectory import Year, meets_print, trajectory_of
from lco.place.facts.measures import Measure
from lco.place.facts.targets import Target
from lco.population.definition import Definition
from lco.population.example import text_rows
from lco.store.figures import Figure
from web.ui import place
from web.ui.published import published

NOT_PLACED = "not_placed"


@dataclass(frozen=True)
class Area:
    """An area of an indicator: its name, the locality it lies in, its figure and how it stands."""

    name: str
    locality: str
    compared: Compared

    @property
    def figure(self) -> Figure:
        """The published figure."""
        return self.compared.figure


@dataclass(frozen=True)
class Results:
    """An indicator with what the published run found: the place, and every area with a figure."""

    definition: Definition
    whole: Figure | None
    localities: Sequence[Area]
    neighbourhoods: Sequence[Area]
    not_placed: Figure | None

    @property
    def is_unmeasured(self) -> bool:
        """Say whether the run had no records to measure it by: it has neither counts nor value then."""
        whole = self.whole
        return whole is not None and not whole.is_suppressed and whole.denominator is None

    @property
    def areas(self) -> Sequence[Area]:
        """What is compared: the neighbourhoods, or where the place has none, its localities."""
        return self.neighbourhoods or self.localities

    @property
    def counted(self) -> dict[str, int]:
        """How many areas stand which way, by the words of the standing."""
        return {str(key): count for key, count in tally(area.compared for area in self.areas).items()}


@dataclass(frozen=True)
class Aim:
    """A target of the pack with its years, and what measures it: a definition, or a measure without one."""

    target: Target
    years: Sequence[Year]
    definition: Definition | None
    measure: Measure | None
    is_as_printed: bool | None


@dataclass(frozen=True)
class Given:
    """One table of a worked example."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def results() -> Sequence[Results]:
    """Return every defined indicator with what the published run found."""
    return tuple(_results(definition) for definition in indicators().values())


def results_of(indicator: str) -> Results | None:
    """Return one indicator with its results; None when nothing is defined under this id."""
    definition = indicators().get(indicator)
    return _results(definition) if definition else None


def aims() -> Sequence[Aim]:
    """Return the population targets of the place in the order of the paper."""
    pack = place.current()
    measures = {each.id: each for each in pack.measures}
    return tuple(
        Aim(
            target,
            trajectory_of(target),
            indicators().get(target.indicator),
            measures.get(target.indicator),
            meets_print(target),
        )
        for target in pack.targets
    )


def aims_of(indicator: str) -> Sequence[Aim]:
    """Return the targets of the place that one indicator measures."""
    return tuple(aim for aim in aims() if aim.target.indicator == indicator)


def groups_of(definition: Definition) -> Sequence[tuple[str, Sequence[Figure]]]:
    """Return the figures of an indicator by group: each dimension with its groups, none when it has none."""
    run = published()
    if run is None:
        return ()
    found = []
    for dimension, groups in DIMENSIONS.items():
        prefix = f"equity/{definition.id}/{dimension}/"
        names = [*(name for name, _ in groups.values()), NOT_KNOWN]
        figures = [run.figure(f"{prefix}{name}") for name in names]
        if any(figures):
            found.append((dimension, [each for each in figures if each is not None]))
    return found


def example_tables(definition: Definition) -> Sequence[Given]:
    """Return the tables of a worked example."""
    return tuple(_given(name, text) for name, text in definition.example.given.items())


def example_answer(definition: Definition) -> Sequence[tuple[str, int, int, float | None]]:
    """Return area, numerator, denominator and value of a worked example."""
    return tuple(
        (str(area), counted, among, getattr(estimated(definition, counted, among), "value", None))
        for area, (counted, among) in definition.example.expect.items()
    )


def version_in_run(definition: Definition) -> str:
    """Return the version of a definition that the published run followed; empty when it followed none."""
    run = published()
    used = run.run.manifest.definition(definition.id) if run else None
    return used.version if used else ""


def _results(definition: Definition) -> Results:
    run = published()
    pack = place.current()
    prefix = f"indicator/{definition.id}/"
    found = {figure.area: figure for figure in (run.under(prefix) if run else ())}
    whole = found.get(pack.id)
    names = {row.id: row.name for row in pack.localities}
    return Results(
        definition,
        whole,
        _areas(definition, whole, found, ((row, "") for row in pack.localities)),
        _areas(definition, whole, found, ((row, names.get(row.locality, "")) for row in pack.neighbourhoods)),
        found.get(NOT_PLACED),
    )


def _areas(
    definition: Definition,
    whole: Figure | None,
    found: dict[str, Figure],
    rows: Iterable[tuple[Any, str]],
) -> Sequence[Area]:
    lower_is_better = definition.details["lower_is_better"]
    return tuple(
        Area(row.name, locality, Compared(figure, standing(figure, whole, lower_is_better=lower_is_better)))
        for row, locality in rows
        if (figure := found.get(row.id)) is not None
    )


def _given(name: str, text: str) -> Given:
    rows = list(text_rows(text))
    heads = list(rows[0]) if rows else []
    return Given(name, heads, [list(row.values()) for row in rows])
