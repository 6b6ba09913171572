"""Indicators as figures: every area with its interval, small numbers withheld."""

from __future__ import annotations

from collections.abc import Iterator

from lco.disclosure import Before, withheld_alike
from lco.outcomes.results import measured, neighbourhood_counts, rolled_up
from lco.periods import Period
from lco.population.areas import Areas
from lco.population.definition import Definition
from lco.population.tables import Records
from lco.quantities import Kind
from lco.store.figures import Figure


def indicator_figures(
    definition: Definition,
    records: Records,
    areas: Areas,
    *,
    period: Period,
    smallest: int,
    former: Before | None = None,
    is_measured: bool = True,
) -> Iterator[Figure]:
    """Yield one figure per area: ``indicator/<id>/<area>``.

    What was not measured has neither value nor counts: it is not nought. An area whose numerator or
    denominator is small, or would give a small one away, is withheld whole.
    `former` is what the run published before withheld.
    """
    if not is_measured:
        yield from (_unmeasured(definition, areas, area, period) for area in areas.members)
        return
    counts = rolled_up(neighbourhood_counts(definition, records, period), areas.members)
    before = (former or Before()).below(f"indicator/{definition.id}/")
    sides = [{area: pair[side] for area, pair in counts.items()} for side in (0, 1)]
    hidden = withheld_alike(sides, areas.sums(), smallest=smallest, former=before)
    for area, counted in counts.items():
        yield _figure(definition, areas, area, counted, is_hidden=area in hidden, period=period)


def _unmeasured(definition: Definition, areas: Areas, area: str, period: Period) -> Figure:
    needs = ", ".join(definition.details["needs"])
    return Figure(
        figure=f"indicator/{definition.id}/{area}",
        definition=definition.id,
        label=f"{definition.title}, {areas.names[area]}",
        area=area,
        period=period.label(),
        value=None,
        unit=definition.unit,
        kind=Kind.FLOW.value,
        source=_source(definition),
        working=f"Not measured: the records hold no row of {needs}. Send the teams' work to the analysis.",
        inputs=_inputs(definition, areas, area),
    )


def _figure(
    definition: Definition,
    areas: Areas,
    area: str,
    counted: tuple[int, int],
    *,
    is_hidden: bool,
    period: Period,
) -> Figure:
    numerator, denominator = counted
    return Figure(
        figure=f"indicator/{definition.id}/{area}",
        definition=definition.id,
        label=f"{definition.title}, {areas.names[area]}",
        area=area,
        period=period.label(),
        source=_source(definition),
        working=_working(definition, numerator, denominator, is_hidden=is_hidden, period=period),
        inputs=_inputs(definition, areas, area),
        **measured(definition, counted, is_hidden=is_hidden),
    )


def _source(definition: Definition) -> str:
    tables = ", ".join(definition.details["tables"])
    return f"record tables {tables}; {definition.source}"


def _working(
    definition: Definition, numerator: int, denominator: int, *, is_hidden: bool, period: Period
) -> str:
    if is_hidden:
        return "Withheld: it is made of a small number, or would give a small number away."
    if denominator == 0:
        return f"There was nobody to count among in {period.label()}: no value."
    interval = "Wilson's" if definition.details["method"] == "proportion" else "Byar's, exact below ten,"
    return (
        f"{numerator:,} / {denominator:,} x {definition.details['per']:,} in {period.label()}; "
        f"the interval is {interval} at 95%."
    )


def _inputs(definition: Definition, areas: Areas, area: str) -> tuple[str, ...]:
    if area in areas.parents:
        return tuple(f"indicator/{definition.id}/{part}" for part in areas.parents[area])
    cited = areas.cited.get(area)
    return (*(f"records/{name}" for name in definition.details["tables"]), *((cited,) if cited else ()))
