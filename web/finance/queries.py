"""All reads of the finance pages: gap, savings, activity shifts and claims, as printed and as computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lco.finance.gap import Gap, gap_figures, gap_of
from lco.finance.savings import figure_id, savings_figures
from lco.finance.shifts import shift_figures
from lco.place.facts.claims import Claim
from lco.place.facts.inconsistencies import Inconsistency
from lco.place.facts.savings import Saving
from lco.place.facts.shifts import Shift
from lco.place.reconcile import Reconciliation, Report, Verdict, reconcile
from lco.store.figures import Figure
from web.ui import place
from web.ui.published import published

CUMULATIVE = "cumulative"
_APART = (Verdict.WITHIN_ROUNDING, Verdict.DOES_NOT_ADD, Verdict.UNLIKE_UNITS)
_SUMS = ("column_total", "grand_total", "reinvestment", "net")


@dataclass(frozen=True)
class SavingRow:
    """One row of the savings table: a benefit, or a sum over all of them, by year."""

    id: str
    title: str
    is_sum: bool
    years: Mapping[str, Figure | None]
    printed: Figure | None
    computed: Figure | None
    difference: Figure | None


@dataclass(frozen=True)
class ShiftRow:
    """One activity shift: its row of the pack, its figure, and the saving that prices it."""

    fact: Shift
    figure: Figure | None
    saving: Figure | None


@dataclass(frozen=True)
class ClaimRow:
    """A figure stated in running text, with what the tables make of it, where they can be held against it."""

    fact: Claim
    held: Sequence[Reconciliation]


def figures() -> Mapping[str, Figure]:
    """Return the money figures by id: of the published run, or until there is one as the pack gives them."""
    run = published()
    if run and run.place == place.identifier():
        return {figure.figure: figure for figure in run.under("finance/")}
    return _of_pack(place.identifier())


def gap() -> Gap | None:
    """Return the gap and its steps; None where the papers print none."""
    return gap_of(place.current())


def saving_years() -> Sequence[str]:
    """Return the years of the savings table, in the order printed."""
    years = dict.fromkeys(row.year for row in place.current().rows(Saving))
    return tuple(year for year in years if year != CUMULATIVE)


def savings() -> Sequence[SavingRow]:
    """Return the savings table in the order printed; empty where the papers have none."""
    rows = place.current().rows(Saving)
    benefits = dict.fromkeys(row.benefit for row in rows)
    return tuple(_saving_row([row for row in rows if row.benefit == benefit]) for benefit in benefits)


def shifts() -> Sequence[ShiftRow]:
    """Return the activity shifts, each in its own unit."""
    found = figures()
    return tuple(
        ShiftRow(
            shift,
            found.get(f"finance/shift/{shift.id}"),
            found.get(f"finance/savings/{shift.benefit}/{CUMULATIVE}") if shift.benefit else None,
        )
        for shift in place.current().rows(Shift)
    )


def claims(kind: str = "", text: str = "") -> Sequence[ClaimRow]:
    """Return the figures of running text, of one `kind` and saying every word of `text`."""
    pack = place.current()
    words = text.casefold().split()
    return tuple(
        ClaimRow(claim, _held_against("claims", claim.id))
        for claim in pack.rows(Claim)
        if (not kind or claim.kind == kind)
        and all(word in f"{claim.title} {claim.note or ''}".casefold() for word in words)
    )


def held(*files: str) -> Sequence[Reconciliation]:
    """Return the printed totals that are made of rows of `files`, as they agree or differ."""
    parts = place.current().total_parts
    wanted = {part.total for part in parts if part.file in files and part.operation != "printed"}
    return tuple(each for each in _report(place.identifier()).totals if each.total.id in wanted)


def checked(*files: str) -> Sequence[Reconciliation]:
    """Return those of `held` for which the papers print a figure."""
    return tuple(each for each in held(*files) if each.verdict != Verdict.NOT_PRINTED)


def apart(*files: str) -> Sequence[Reconciliation]:
    """Return those of `held` whose printed figure is another than their parts make."""
    return tuple(each for each in held(*files) if each.verdict in _APART)


def derived(*files: str) -> Sequence[Reconciliation]:
    """Return those of `held` that the papers leave open, so that only the computing stands."""
    return tuple(each for each in held(*files) if each.verdict == Verdict.NOT_PRINTED)


def cautions(*ids: str) -> Sequence[Inconsistency]:
    """Return what in the papers must not be taken at face value, by id, where this place has it."""
    return tuple(row for row in place.current().rows(Inconsistency) if row.id in ids)


@cache
def _of_pack(place_id: str) -> Mapping[str, Figure]:
    pack = place.current()
    made: Iterable[Figure] = (*gap_figures(pack), *savings_figures(pack), *shift_figures(pack))
    return {figure.figure: figure for figure in made}


@cache
def _report(place_id: str) -> Report:
    return reconcile(place.current())


def _held_against(file: str, row: str) -> Sequence[Reconciliation]:
    wanted = {
        part.total
        for part in place.current().total_parts
        if part.operation == "printed" and part.file == file and f"id={row}" in part.where
    }
    return tuple(each for each in _report(place.identifier()).totals if each.total.id in wanted)


def _saving_row(rows: Sequence[Saving]) -> SavingRow:
    found = figures()
    whole = next((row for row in rows if row.year == CUMULATIVE), None)
    base = figure_id(whole) if whole else ""
    return SavingRow(
        id=rows[0].benefit,
        title=rows[0].title,
        is_sum=rows[0].row_kind in _SUMS,
        years={row.year: found.get(figure_id(row)) for row in rows if row.year != CUMULATIVE},
        printed=found.get(base),
        computed=found.get(f"{base}/computed"),
        difference=found.get(f"{base}/difference"),
    )
