"""``lco records calibration``: hold the records of a place to its published figures."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from lco.cli.say import Refused, console, print_json
from lco.engine import connect
from lco.place.pack import Place, load_place
from lco.place.refusal import PackRefused
from lco.records.synthetic.calibration import CalibrationReport, Check, calibration_report
from lco.store.layout import StoreRefused
from lco.store.place_store import Store, open_store

_DEFAULT_INDEX = date(2018, 4, 1)
_ENGINE_MEMORY = "2GB"


def calibration(
    place: Annotated[str, typer.Argument(help="Place the records belong to, such as manchester.")],
    *,
    store: Annotated[Path, typer.Option(help="Folder of the records.")],
    index_on: Annotated[str | None, typer.Option(help="Day to look back from. Default: the place's.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold records to the published figures of PLACE. Exit code 1 when a figure is outside its tolerance.

    Example: lco records calibration manchester --store build/manchester
    """
    try:
        facts = load_place(place)
        report = held_to_figures(facts, open_store(store, place=place), day_or_index(index_on, facts))
    except (PackRefused, StoreRefused) as refusal:
        raise Refused(str(refusal)) from refusal
    if as_json:
        print_json(report_as_json(report))
    else:
        show_report(report)
    if not report.is_held:
        raise typer.Exit(1)


def measuring_engine() -> Any:
    """Return an engine with little memory: making and measuring run one after the other."""
    return connect(memory_limit=_ENGINE_MEMORY)


def held_to_figures(facts: Place, records: Store, index_on: date) -> CalibrationReport:
    """Return the calibration report of `records` as of `index_on`."""
    return calibration_report(facts, records, measuring_engine(), index_on=index_on)


def day_or_index(text: str | None, facts: Place) -> date:
    """Return the day that `text` says, or the index day of the place.

    Raises:
        Refused: when `text` is no day.
    """
    if text is None:
        return facts.settings.index_on or _DEFAULT_INDEX
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"'{text}' is no day: write it like 2018-04-01.") from error


def report_as_json(report: CalibrationReport) -> dict[str, Any]:
    """Return a calibration report for a machine to read."""
    checks = [
        asdict(check) | {"difference": check.difference, "is_held": check.is_held} for check in report.checks
    ]
    return asdict(report) | {"checks": checks, "is_held": report.is_held}


def show_report(report: CalibrationReport) -> None:
    """Print a calibration report, and what the place is no use for."""
    console.print(f"{report.residents:,} residents of {report.place} on {report.index_on}", style="bold")
    console.print(_line("figure", ("target", "achieved", "difference", "tolerance"), ""), markup=False)
    for check in report.checks:
        console.print(_row(check), markup=False)
    missed = sum(not check.is_held for check in report.checks)
    held = sum(check.has_tolerance for check in report.checks) - missed
    console.print(f"{held} figures held, {missed} missed; those without tolerance are for comparison.")
    if report.not_modelled:
        console.print(f"Not in the made-up place: {'; '.join(report.not_modelled)}.", markup=False)
    console.print(report.cannot)


def _row(check: Check) -> str:
    low, high = check.low or 0.0, check.high or 0.0
    bounds = f"{max(low, 0):,.2f} to {high:,.2f}" if check.has_tolerance else ""
    verdict = ("held" if check.is_held else "MISSED") if check.has_tolerance else ""
    figures = (f"{check.target:,.2f}", f"{check.achieved:,.2f}", f"{check.difference:+,.2f}", bounds)
    return _line(check.title, figures, verdict)


def _line(title: str, figures: tuple[str, str, str, str], verdict: str) -> str:
    target, achieved, difference, bounds = figures
    return f"{title[:72]:<72} {target:>10} {achieved:>10} {difference:>10} {bounds:>22} {verdict}".rstrip()
