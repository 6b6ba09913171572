"""Charts of the population pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lco.store.figures import Figure
from web.population import comparing, figures
from web.population.figures import Compared
from web.population.interval_charts import interval_chart
from web.population.pyramid import Beside, Pyramid, pyramid
from web.population.slope_chart import slope_chart
from web.ui import charts, formats
from web.ui.charts import Bar, Chart


def shown(figure: Figure | None) -> str:
    """Return a figure in words: its value with its unit, ``suppressed``, or a dash."""
    if figure is None:
        return formats.NOTHING
    return formats.quantity(figure.value, figure.unit, is_suppressed=figure.is_suppressed)


def pyramid_chart(rows: Pyramid, *, name: str, sentence: str, beside: Beside | None = None) -> Chart:
    """Return people by age and sex: women to the left, men to the right, oldest above."""
    note = "A band with fewer people than may be shown is left out of the picture, not drawn as nought."
    return Chart(
        id="pyramid",
        title=f"People by age and sex, {name}",
        sentence=sentence,
        spec=pyramid(rows, beside),
        heads=("Age", "Women and girls", "Men and boys"),
        rows=tuple((band, women, men) for band, women, men in rows),
        note=f"Bars are shares of the people here, dark marks those of the place. {note}" if beside else note,
    )


def tier_chart(rows: Sequence[tuple[str, Figure | None]], *, name: str, sentence: str) -> Chart:
    """Return people by tier as bars."""
    tones = {"High risk": "up", "Rising risk": "plain", "Low risk": "soft"}
    bars = [
        Bar(title, figure.value if figure else None, shown(figure), tone=tones.get(title, "plain"))
        for title, figure in rows
    ]
    return Chart(
        id="tiers",
        title=f"People by tier, {name}",
        sentence=sentence,
        spec=charts.bars(bars, unit="people"),
        heads=("Tier", "People"),
        rows=tuple(rows),
    )


def condition_chart(rows: Sequence[Compared], *, name: str, place_name: str) -> Chart:
    """Return conditions as bars, those of the whole place beside each."""
    titles = [each.title.removeprefix("People living with ") for each in rows]
    bars = [
        Bar(
            title,
            each.here.value if each.here else None,
            f"{_percent(each.here)} (place {_percent(each.whole)})",
            each.here.lower if each.here else None,
            each.here.upper if each.here else None,
        )
        for title, each in zip(titles, rows, strict=True)
        if each.here is not None and each.here.value is not None
    ]
    return Chart(
        id="conditions",
        title=f"Conditions people live with, {name}",
        sentence=_commonest(rows, place_name),
        spec=charts.bars(bars, unit="per cent of people"),
        heads=("Condition", "Here, % of people", f"{place_name}, % of people"),
        rows=tuple((title, each.here, each.whole) for title, each in zip(titles, rows, strict=True)),
        note="Thin lines are 95% intervals. A condition of too few people to be shown has no bar.",
    )


def comparison(id: str, title: str, rows: Sequence[Compared], *, name: str, place_name: str) -> Chart:
    """Return figures of unlike units as a table alone: one axis cannot hold them."""
    has_whole = any(each.whole for each in rows)
    beside = f" beside {place_name}" if has_whole else ""
    heads = ("What", "Here", *((place_name,) if has_whole else ()), "Unit")
    return Chart(
        id=id,
        title=f"{title}, {name}",
        sentence=f"{title} in {name}{beside}; each row has its own unit.",
        spec=None,
        heads=heads,
        rows=tuple(
            (
                each.title,
                each.here,
                *((each.whole,) if has_whole else ()),
                each.here.unit if each.here else "",
            )
            for each in rows
        ),
    )


def profile(neighbourhood: Any, place: Any) -> dict[str, Chart]:
    """Return the charts of a neighbourhood's profile by name."""
    area, name, names = neighbourhood.id, neighbourhood.name, (neighbourhood.name, place.name)
    people, high = figures.figure(f"population/{area}"), figures.figure(f"tier/high/{area}")
    ill, used = comparing.conditions(area), comparing.use(area)
    return {
        "pyramid": pyramid_chart(
            figures.pyramid(area),
            name=name,
            sentence=f"{shown(people)} people live in {name}.",
            beside=_beside(people, figures.figure(f"population/{place.id}"), place.id),
        ),
        "tiers": tier_chart(figures.tiers(area), name=name, sentence=_in_high_tier(high)),
        "conditions": interval_chart(
            "conditions", "Conditions people live with", ill, one="condition", names=names
        )
        if ill
        else condition_chart(figures.conditions(area), name=name, place_name=place.name),
        "use": interval_chart("use", "Use of hospital care", used, one="measure", names=names),
        "slope": slope_chart(area, names=names, place_id=place.id),
        "care": comparison(
            "care", "Indicators and cost", figures.utilisation(area), name=name, place_name=place.name
        ),
        "deprivation": comparison(
            "deprivation",
            "Deprivation",
            figures.compared("deprivation/", area),
            name=name,
            place_name=place.name,
        ),
    }


def _beside(people: Figure | None, whole: Figure | None, place_id: str) -> Beside | None:
    """Return the place beside the area, where both numbers of people are shown."""
    if not people or not whole or not people.value or not whole.value:
        return None
    return Beside(figures.pyramid(place_id), people.value, whole.value)


def _in_high_tier(high: Figure | None) -> str:
    if high is None or high.value is None:
        return (
            "How many are in the high tier is withheld: the number is small, or would give a small one away."
        )
    return f"{shown(high)} of them are in the high tier."


def _commonest(rows: Sequence[Compared], place_name: str) -> str:
    first = next((each for each in rows if each.here and each.here.value is not None), None)
    if first is None:
        return "No condition is published for this neighbourhood."
    title = first.title.removeprefix("People living with ")
    return (
        f"{title} is recorded most often: for {_percent(first.here)} of people, "
        f"against {_percent(first.whole)} in {place_name}."
    )


def _percent(figure: Figure | None) -> str:
    if figure is None:
        return formats.NOTHING
    return formats.SUPPRESSED if figure.is_suppressed else f"{formats.number(figure.value, 1)}%"
