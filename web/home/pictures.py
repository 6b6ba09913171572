"""The pictures of the place page: map, comparison of neighbourhoods, gap and savings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.urls import NoReverseMatch, reverse

from lco.finance.gap import gap_of
from lco.store.figures import Figure
from web.home.overview import Measure
from web.ui import charts, formats, maps
from web.ui.charts import Bar, Chart
from web.ui.maps import Area, Map
from web.ui.published import Published
from web.ui.words import phrase


def written(figure: Figure | None) -> str:
    """Return a figure as a chart or a tile shows it."""
    if figure is None:
        return "not published"
    return formats.bare(figure.value, figure.unit, is_suppressed=figure.is_suppressed)


def _figures(run: Published, place: Any, measure: Measure) -> list[tuple[Any, Figure | None]]:
    return [(each, run.figure(f"{measure.prefix}{each.id}")) for each in place.neighbourhoods]


def neighbourhood_map(run: Published, place: Any, measure: Measure, boundaries: Path | None) -> Map:
    """Return the map of one measure: real boundaries where a file is set and fits, tiles otherwise."""
    areas = [
        Area(each.id, each.name, figure.value if figure else None, written(figure), _address(each.id))
        for each, figure in _figures(run, place, measure)
    ]
    title = f"{measure.title}, by neighbourhood"
    drawn = maps.boundary_map(title, areas, boundaries) if boundaries and boundaries.is_file() else None
    places = {each.neighbourhood: (each.column, each.row) for each in place.tiles}
    return drawn or maps.tile_map(title, areas, places)


def _address(neighbourhood: str) -> str:
    try:
        return reverse("population:neighbourhood", args=[neighbourhood])
    except NoReverseMatch:
        return ""


def comparison(run: Published, place: Any, measure: Measure) -> Chart:
    """Return the neighbourhoods beside each other, greatest first."""
    found = sorted(
        _figures(run, place, measure),
        key=lambda pair: -(pair[1].value if pair[1] and pair[1].value is not None else -1.0),
    )
    whole = run.figure(f"{measure.prefix}{place.id}")
    rows = [_bar(each.name, figure) for each, figure in found]
    unit = whole.unit if whole else ""
    # A count of the whole place is no mark for its parts; a rate is.
    reference = whole.value if whole and whole.denominator is not None else None
    has_intervals = any(row.lower is not None for row in rows)
    interval = "The line through each bar is its 95% interval." if has_intervals else ""
    line = f"The dashed line is {place.name}: {written(whole)}." if reference is not None else ""
    return Chart(
        id="comparison",
        title=f"{measure.title}, by neighbourhood ({unit})",
        sentence=_sentence(measure, found, unit),
        spec=charts.bars(rows, unit=unit, reference=reference),
        heads=("Neighbourhood", measure.title),
        rows=tuple((each.name, figure) for each, figure in found),
        note=f"{interval} {line}".strip(),
    )


def _bar(name: str, figure: Figure | None) -> Bar:
    if figure is None:
        return Bar(name, None, written(None))
    return Bar(name, figure.value, written(figure), figure.lower, figure.upper)


def _sentence(measure: Measure, found: list[tuple[Any, Figure | None]], unit: str) -> str:
    known = [(each, figure) for each, figure in found if figure and figure.value is not None]
    if not known:
        return f"{measure.title}: nothing can be shown, since every number is small or unknown."
    most, least = known[0], known[-1]
    words = "" if unit in {"people", "GBP per person"} else f" {unit}"
    return (
        f"{measure.title}: most in {most[0].name} ({written(most[1])}{words}), "
        f"least in {least[0].name} ({written(least[1])})."
    )


def gap_chart(run: Published, place: Any) -> Chart | None:
    """Return the waterfall from the whole gap to what remains, or None where the papers print none."""
    gap = gap_of(place)
    if gap is None:
        return None
    rows = [
        Bar(
            bar.row.title,
            float(bar.after.value),
            formats.thousands(bar.change.value),
            start=float(bar.after.value - bar.change.value),
            tone="down" if bar.change.value < 0 else "up",
        )
        for bar in gap.bars
    ]
    if gap.end is not None:
        end = float(gap.end.thousands)
        rows.append(Bar(gap.end.title, end, formats.thousands(end), tone="end"))
    first, last = rows[0], rows[-1]
    ids = [bar.row.id for bar in gap.bars] + ([gap.end.id] if gap.end else [])
    return Chart(
        id="gap",
        title="The gap and how it closes, thousands of pounds",
        sentence=f"{first.label}: {first.shown}. {last.label}: {last.shown}.",
        spec=charts.bars(rows, unit="£ thousand"),
        heads=("Step", "Amount"),
        rows=tuple((row.label, run.figure(f"finance/gap/{key}")) for row, key in zip(rows, ids, strict=True)),
        note=f"Effects of a full year, {gap.bars[0].row.year}.",
    )


def savings_chart(run: Published) -> Chart | None:
    """Return savings after reinvestment by year, or None where the run has none."""
    years = [
        figure
        for figure in run.under("finance/savings/net/")
        if figure.kind == "flow" and figure.figure.count("/") == 3
    ]
    if not years:
        return None
    years.sort(key=lambda figure: figure.period)
    rows = [Bar(figure.period, figure.value, formats.pounds(figure.value)) for figure in years]
    gross = [run.figure(figure.figure.replace("/net/", "/gross/")) for figure in years]
    back = [run.figure(figure.figure.replace("/net/", "/reinvestment/")) for figure in years]
    last = run.figure("finance/savings/net/cumulative")
    return Chart(
        id="savings",
        title="Savings after reinvestment by year, thousands of pounds",
        sentence=f"Net savings over {phrase([figure.period for figure in years])}: "
        f"{formats.thousands(last.value) if last else 'no sum is printed'}.",
        spec=charts.columns(rows, unit="£ thousand"),
        heads=("Year", "Gross", "Reinvested", "Net"),
        rows=tuple((figure.period, *three) for figure, *three in zip(years, gross, back, years, strict=True)),
        note="As printed in the place's paper.",
    )
