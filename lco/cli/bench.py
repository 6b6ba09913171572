"""``lco bench``: measure speed and memory against named peers and limits, in one run."""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import psutil
import typer
from rich.table import Table

import lco.cli.benches
from lco.cli.benches.result import BenchResult, Line
from lco.cli.say import Refused, console, print_json


def names() -> tuple[str, ...]:
    """Return the names of all measurements, found by looking in ``lco/cli/benches``."""
    found = (module.name for module in pkgutil.iter_modules(lco.cli.benches.__path__))
    return tuple(sorted(name for name in found if name != "result"))


def command(
    which: Annotated[
        list[str] | None, typer.Argument(help="Measurements to take; all when none is named.")
    ] = None,
    quick: Annotated[bool, typer.Option(help="Small sizes, to see that it runs.")] = False,
    scratch: Annotated[Path | None, typer.Option(help="Folder for the files it makes.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure speed and memory; each figure stands beside its limit. Exit code 1 when a limit is missed."""
    chosen = tuple(which or names())
    unknown = [name for name in chosen if name not in names()]
    if unknown:
        raise Refused(f"There is no measurement '{unknown[0]}': choose from {', '.join(names())}.")
    results = []
    for name in chosen:
        console.print(f"measuring {name} ...") if not as_json else None
        results.append(_measure(name, quick=quick, scratch=scratch))
        if not as_json:
            _show(results[-1])
    if as_json:
        print_json({"machine": machine(), "results": [asdict(result) for result in results]})
    else:
        console.print(", ".join(f"{key} {value}" for key, value in machine().items()))
    if any(not line.is_met for result in results for line in result.lines):
        raise typer.Exit(1)


def machine() -> dict[str, str]:
    """Return what the figures were measured on: cores, memory, system and versions."""
    memory = psutil.virtual_memory().total / 2**30
    packages = {name: version(name) for name in ("duckdb", "ibis-framework", "numpy", "pyarrow", "django")}
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": platform.platform(),
        "python": platform.python_version(),
        **packages,
    }


def _measure(name: str, *, quick: bool, scratch: Path | None) -> BenchResult:
    module = importlib.import_module(f"lco.cli.benches.{name}")
    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"lco-bench-{name}-", dir=scratch) as folder:
        result: BenchResult = module.bench(scratch=Path(folder), quick=quick)
    return result


def _show(result: BenchResult) -> None:
    table = Table("figure", "measured", "CPU", "limit", "against", "", title=result.name)
    for line in result.lines:
        table.add_row(*_cells(line))
    console.print(table)
    for note in result.notes:
        console.print(note)


def _cells(line: Line) -> Iterable[str]:
    sign = "at most" if line.better == "lower" else "at least"
    limit = "" if line.limit is None else f"{sign} {line.limit:,.2f} {line.unit}"
    verdict = "" if line.limit is None else ("met" if line.is_met else "MISSED")
    cpu = "" if line.cpu_seconds is None else f"{line.cpu_seconds:,.2f} s"
    return (line.what, f"{line.measured:,.2f} {line.unit}", cpu, limit, line.against, verdict)
