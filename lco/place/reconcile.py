"""Holds every printed total of a place against its parts.

Four things can come out: the figures agree; they differ by no more than the rounding of what was
added; they do not add; or the total adds unlike units, which no later figure may use. Where the paper
prints no figure, what its own figures give is only stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lco.place.facts.inconsistencies import Inconsistency
from lco.place.facts.total_parts import TotalPart
from lco.place.facts.totals import Total
from lco.place.pack import Place
from lco.place.parts import Selected, select
from lco.place.refusal import Findings, PackRefused
from lco.quantities import Kind, UnlikeQuantities, thousands_separated, total

HALF = Decimal("0.5")


class Verdict(StrEnum):
    """What holding a printed total against its parts showed."""

    AGREES = "agrees"
    WITHIN_ROUNDING = "differs within rounding"
    DOES_NOT_ADD = "does not add"
    UNLIKE_UNITS = "adds unlike units"
    NOT_PRINTED = "not printed"


@dataclass(frozen=True)
class Reconciliation:
    """A total with what its parts give.

    `computed` is unrounded, in the total's unit. `allowance` is the largest difference that rounding of
    parts and total explains: half a step for each. `units` names the unlike units or kinds, if any.
    """

    total: Total
    computed: Decimal
    allowance: Decimal
    addends: int
    verdict: Verdict
    units: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """Printed less computed; None where nothing is printed."""
        return None if self.total.printed is None else self.total.printed - self.computed

    @property
    def figures(self) -> str:
        """The two figures as papers print them: ``229,191 for 229,192``, or the computed one alone."""
        decimals = _decimals(self.total.step)
        if self.total.printed is None:
            return thousands_separated(self.computed, decimals)
        computed = shown(self.computed, decimals)
        return f"{computed} for {thousands_separated(self.total.printed, decimals)}"


@dataclass(frozen=True)
class Report:
    """Everything in a pack's papers that adds, does not add or contradicts itself."""

    place: str
    totals: tuple[Reconciliation, ...]
    inconsistencies: tuple[Inconsistency, ...]

    def having(self, *verdicts: Verdict) -> tuple[Reconciliation, ...]:
        """Return the totals with one of these verdicts, in the order of the pack."""
        return tuple(one for one in self.totals if one.verdict in verdicts)


def reconcile(place: Place) -> Report:
    """Hold every row of ``totals.csv`` against its parts.

    Raises:
        PackRefused: when a part names a file, column or row the pack does not have, a total has no part,
            or a printed figure is typed differently in two files.
    """
    findings = Findings(f"places/{place.id}")
    done = []
    for row in place.rows(Total):
        parts = sorted((part for part in place.rows(TotalPart) if part.total == row.id), key=_position)
        selected = [select(place, part, findings) for part in parts]
        if not any(one.part.operation in ("plus", "minus") for one in selected):
            findings.add(Total.FILE, row.line, f"total '{row.id}' has no part", "add it to total_parts.csv")
        elif all(one.values for one in selected):
            _check_printed(row, selected, findings)
            done.append(_held(row, selected))
    if findings.problems:
        raise PackRefused(place.id, findings.problems)
    return Report(place.id, tuple(done), place.rows(Inconsistency))


def shown(value: Decimal, least_decimals: int = 0) -> str:
    """Return a figure with thousands separators and up to three decimals, none of them idle."""
    exact = value.quantize(Decimal("0.001")).normalize()
    return thousands_separated(value, max(least_decimals, _decimals(exact)))


def _position(part: TotalPart) -> int:
    return part.position


def _decimals(step: Decimal) -> int:
    exponent = step.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _check_printed(row: Total, selected: list[Selected], findings: Findings) -> None:
    for one in selected:
        prints = sum(one.values, Decimal(0)) * one.part.factor
        if one.part.operation == "printed" and prints != row.printed:
            what = f"total '{row.id}' is {row.printed} but {one.part.file} prints {prints.normalize():f}"
            findings.add(Total.FILE, row.line, what, "write the figure as the paper prints it in both")


def _held(row: Total, selected: list[Selected]) -> Reconciliation:
    terms = [one for one in selected if one.part.operation in ("plus", "minus")]
    unlike: tuple[str, ...] = ()
    try:
        value = total(quantity for one in terms for quantity in one.quantities(row.unit)).value
    except UnlikeQuantities:
        kinds = {(quantity.unit, quantity.kind) for one in terms for quantity in one.quantities(row.unit)}
        unlike = tuple(sorted(_named(kinds)))
        value = sum((quantity.value for one in terms for quantity in one.quantities(row.unit)), Decimal(0))
    scale = _scale(selected)
    addends = sum(len(one.values) for one in terms)
    rounding = sum(
        (HALF * one.part.step * abs(one.part.factor) * len(one.values) for one in terms), Decimal(0)
    )
    allowance = abs(scale) * rounding + HALF * row.step
    computed = value * scale
    return Reconciliation(
        row, computed, allowance, addends, _verdict(row, computed, allowance, unlike), unlike
    )


def _named(kinds: set[tuple[str, Kind]]) -> set[str]:
    units = {unit for unit, _ in kinds}
    return units if len(units) > 1 else {f"{unit} ({kind})" for unit, kind in kinds}


def _scale(selected: list[Selected]) -> Decimal:
    scale = Decimal(1)
    for one in selected:
        factor = sum(one.values, Decimal(0)) * one.part.factor
        if one.part.operation == "times":
            scale *= factor
        elif one.part.operation == "over":
            scale /= factor
    return scale


def _verdict(row: Total, computed: Decimal, allowance: Decimal, unlike: tuple[str, ...]) -> Verdict:
    if row.printed is None:
        return Verdict.NOT_PRINTED
    if unlike:
        return Verdict.UNLIKE_UNITS
    difference = abs(row.printed - computed)
    if difference <= HALF * row.step:
        return Verdict.AGREES
    return Verdict.WITHIN_ROUNDING if difference <= allowance else Verdict.DOES_NOT_ADD
