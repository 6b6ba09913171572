"""``lco place check``: every printed total that disagrees with its parts, and what contradicts itself."""

from __future__ import annotations

from collections import Counter
from typing import Any

from lco.cli.say import console
from lco.place.facts.inconsistencies import Inconsistency
from lco.place.pack import Place
from lco.place.reconcile import Reconciliation, Report, Verdict, shown

_HEADINGS = (
    (Verdict.DOES_NOT_ADD, "Does not add"),
    (Verdict.WITHIN_ROUNDING, "Differs, but within the rounding of what was added"),
    (Verdict.UNLIKE_UNITS, "Adds unlike units: it means nothing and is never used"),
)
_SORTS = {
    "contradiction": "Contradicts itself or another paper",
    "label": "Wrong label",
    "basis": "Basis not stated, or two bases mixed",
    "gap": "Has no counterpart",
    "unverifiable": "Nothing in the papers to check it against",
}


def print_report(place: Place, report: Report, *, is_full: bool) -> None:
    """Print the disagreements and inconsistencies of a pack; with `is_full` also what agrees."""
    lines = [f"{place.name}: {len(report.totals)} totals and derived figures held against their parts"]
    for verdict, heading in _HEADINGS:
        found = report.having(verdict)
        if found:
            lines += [
                "",
                f"{heading} ({len(found)})",
                *(line for one in found for line in _total(place, one)),
            ]
    if is_full:
        lines += _quiet(place, report)
    for sort, heading in _SORTS.items():
        listed = [one for one in report.inconsistencies if one.sort == sort]
        if listed:
            lines += ["", f"{heading} ({len(listed)})", *(line for one in listed for line in _listed(one))]
    console.print("\n".join([*lines, "", summary(report)]), markup=False)


def summary(report: Report) -> str:
    """Return one sentence that counts what was found."""
    counts = Counter(one.verdict for one in report.totals)
    printed = len(report.totals) - counts[Verdict.NOT_PRINTED]
    return (
        f"{printed} printed figures: {counts[Verdict.AGREES]} agree with their parts, within rounding "
        f"{counts[Verdict.WITHIN_ROUNDING]}, not adding {counts[Verdict.DOES_NOT_ADD]}, adding unlike units "
        f"{counts[Verdict.UNLIKE_UNITS]}. Left open in print and computed: {counts[Verdict.NOT_PRINTED]} "
        f"(lco place check {report.place} --all). Inconsistencies listed: {len(report.inconsistencies)}."
    )


def as_json(place: Place, report: Report) -> dict[str, Any]:
    """Return the whole report for a machine to read; figures as decimal text."""
    counts = {verdict.value: len(report.having(verdict)) for verdict in Verdict}
    return {
        "place": place.id,
        "totals": [_total_as_json(place, one) for one in report.totals],
        "inconsistencies": [_inconsistency_as_json(place, one) for one in report.inconsistencies],
        "counts": {**counts, "inconsistencies": len(report.inconsistencies)},
        "summary": summary(report),
    }


def _total_as_json(place: Place, one: Reconciliation) -> dict[str, Any]:
    return {
        "id": one.total.id,
        "title": one.total.title,
        "verdict": one.verdict.value,
        "figures": one.figures,
        "printed": one.total.printed,
        "computed": one.computed,
        "difference": one.difference,
        "allowance": one.allowance,
        "unit": one.total.unit,
        "unlike": list(one.units),
        "note": one.total.note,
        "source": one.total.source,
        "section": one.total.section,
        "stands_in": place.cite(one.total),
    }


def _inconsistency_as_json(place: Place, one: Inconsistency) -> dict[str, Any]:
    return {
        "id": one.id,
        "sort": one.sort,
        "title": one.title,
        "treatment": one.treatment,
        "source": one.source,
        "section": one.section,
        "other_source": one.other_source,
        "other_section": one.other_section,
        "stands_in": place.cite(one),
    }


def _quiet(place: Place, report: Report) -> list[str]:
    lines: list[str] = []
    for verdict, heading in (
        (Verdict.AGREES, "Agrees with its parts"),
        (Verdict.NOT_PRINTED, "Left open in print: what its own figures give"),
    ):
        found = report.having(verdict)
        if found:
            lines += [
                "",
                f"{heading} ({len(found)})",
                *(line for one in found for line in _total(place, one)),
            ]
    return lines


def _total(place: Place, one: Reconciliation) -> list[str]:
    lines = [f"  {one.figures} {one.total.unit}: {one.total.title}"]
    if one.verdict is Verdict.WITHIN_ROUNDING:
        lines.append(f"      rounding of {one.addends} addends explains up to {shown(one.allowance)}")
    if one.verdict is Verdict.DOES_NOT_ADD:
        lines.append(f"      rounding explains no more than {shown(one.allowance)}")
    if one.units:
        lines.append(f"      it adds {', '.join(one.units)}")
    if one.total.note:
        lines.append(f"      {one.total.note}")
    return [*lines, f"      {one.total.source}, {one.total.section} [{place.cite(one.total)}]"]


def _listed(one: Inconsistency) -> list[str]:
    where = f"{one.source}, {one.section}"
    if one.other_source:
        where += f"; {one.other_source}, {one.other_section}"
    lines = [f"  {one.title}", f"      {where}"]
    return [*lines, f"      Here: {one.treatment}"] if one.treatment else lines
