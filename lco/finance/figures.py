"""Money and activity of a place pack as figures of a run, each with its line and section."""

from __future__ import annotations

from dataclasses import dataclass

from lco.place.fact import Fact
from lco.place.pack import Place
from lco.quantities import Quantity, thousands_separated
from lco.store.figures import Figure


@dataclass(frozen=True)
class Named:
    """What a figure of the papers is called, and the period it speaks of."""

    figure: str
    definition: str
    label: str
    period: str


def printed(place: Place, row: Fact, quantity: Quantity, named: Named) -> Figure:
    """Return a figure as a paper prints it: nothing is computed, its input is the row of the pack."""
    return Figure(
        figure=named.figure,
        definition=named.definition,
        label=named.label,
        area=place.id,
        period=named.period,
        value=float(quantity.value),
        unit=quantity.unit,
        kind=quantity.kind.value,
        source=f"{place.cite(row)}; {row.source}: {row.section}",
        working="As printed.",
        inputs=(place.cite(row),),
    )


def computed(
    place: Place, quantity: Quantity, named: Named, *, working: str, inputs: tuple[str, ...]
) -> Figure:
    """Return a figure made of the figures `inputs`."""
    return Figure(
        figure=named.figure,
        definition=named.definition,
        label=named.label,
        area=place.id,
        period=named.period,
        value=float(quantity.value),
        unit=quantity.unit,
        kind=quantity.kind.value,
        source="computed from the figures it names",
        working=working,
        inputs=inputs,
    )


def difference(
    place: Place, *, of_printed: Quantity, of_computed: Quantity, named: Named, inputs: tuple[str, str]
) -> Figure:
    """Return what a paper prints less what its parts make; nought where they agree.

    Raises:
        UnlikeQuantities: when the two differ in unit or kind.
    """
    apart = of_printed - of_computed
    working = (
        f"{thousands_separated(of_printed.value)} printed - {thousands_separated(of_computed.value)} "
        f"computed = {thousands_separated(apart.value)}."
    )
    return computed(place, apart, named, working=working, inputs=inputs)


def sum_in_words(quantities: list[Quantity]) -> str:
    """Return ``49,439 - 19,689 - 11,395 = 18,355`` for like quantities."""
    signed = " ".join(
        f"{'-' if each.value < 0 else '+'} {thousands_separated(abs(each.value))}" for each in quantities
    )
    made = sum(each.value for each in quantities)
    return f"{signed.removeprefix('+ ')} = {thousands_separated(made)}."
