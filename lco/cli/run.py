"""``lco run``: from a place's records to its published figures."""

from __future__ import annotations

import subprocess
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

import lco
from lco import engine
from lco.board.running import Choices, Meter, RunRefused, publish_run
from lco.cli.memory import peak_bytes
from lco.cli.say import Refused, console, errors, print_json
from lco.disclosure import SMALLEST_SHOWN
from lco.place.pack import load_place
from lco.place.refusal import PackRefused
from lco.population.areas import AreasRefused
from lco.population.codelist_file import CodeListRefused
from lco.population.criteria import CriteriaRefused
from lco.population.impactibility import ImpactibilityRefused
from lco.population.risk.model import ModelRefused
from lco.population.tiers import TiersRefused
from lco.store import StoreRefused, open_store
from lco.store.runs import Run

_REFUSALS = (
    AreasRefused,
    CodeListRefused,
    CriteriaRefused,
    ImpactibilityRefused,
    ModelRefused,
    PackRefused,
    RunRefused,
    StoreRefused,
    TiersRefused,
    engine.EngineUnavailable,
)


class EngineChoice(StrEnum):
    """Engines a run can be computed on."""

    duckdb = "duckdb"
    spark = "spark"


_EngineName = Annotated[EngineChoice, typer.Option("--engine", help="Where to compute.")]
_Master = Annotated[str, typer.Option(help="Address of the Spark cluster, such as spark://host:7077.")]
_Smallest = Annotated[int, typer.Option(min=1, help="Smallest count that figures show; 1 hides nothing.")]
_Memory = Annotated[str, typer.Option(help="Most memory the engine takes before it spills.")]
_ByPoints = Annotated[
    bool, typer.Option("--by-points", help="Rank by the place's points even where a model is live.")
]


def command(  # noqa: PLR0917 - one argument for each option of the command line
    place: Annotated[str, typer.Argument(help="Place to run, such as manchester.")],
    store: Annotated[Path, typer.Option(help="Folder of the place's records; the run goes there too.")],
    index_on: Annotated[
        str | None,
        typer.Option(help="Day to look back from, as 2018-04-01. Default: the day after the last event."),
    ] = None,
    by_points: _ByPoints = False,
    engine_name: _EngineName = EngineChoice.duckdb,
    spark_master: _Master = "local[*]",
    smallest_shown: _Smallest = SMALLEST_SHOWN,
    memory: _Memory = "4GB",
    json: Annotated[bool, typer.Option("--json", help="Print the manifest of the run as JSON.")] = False,
) -> None:
    """Stratify the people of PLACE, compute its figures and publish them as one immutable run.

    What was published before stays until the new run is complete, and stays for good when the run fails.

    Example: lco run manchester --store build/manchester
    """
    tell = (lambda _: None) if json else (lambda name: errors.print(f"  {name} ..."))
    meter = Meter(clock=lambda: datetime.now(UTC), peak_bytes=peak_bytes, tell=tell)
    choices = Choices(_day(index_on), smallest_shown, _commit(), ranks_by_points=by_points)
    try:
        facts, records = load_place(place), open_store(store, place=place)
        con = engine.connect(
            engine_name.value, memory_limit=memory, scratch=store / ".spill", spark_master=spark_master
        )
        run = publish_run(facts, records, con, meter, choices)
    except _REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal
    print_json(asdict(run.manifest)) if json else _say(run)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"'{text}' is no day for --index-on: write it like 2018-04-01.") from error


def _commit() -> str | None:
    """Return the commit of the code where it stands in a git checkout, with + when files were changed."""
    home = Path(lco.__file__).resolve().parent.parent
    if not (home / ".git").exists():
        return None
    try:
        said = [_git(home, "rev-parse", "HEAD"), _git(home, "status", "--porcelain", "--untracked-files=no")]
    except (OSError, subprocess.SubprocessError):
        return None
    return said[0] + ("+" if said[1] else "")


def _git(home: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(home), *arguments], capture_output=True, text=True, check=True, timeout=10
    )
    return done.stdout.strip()


def _say(run: Run) -> None:
    manifest = run.manifest
    figures = run.figures
    people = figures[f"population/{manifest.place}"]
    suppressed = sum(figure.is_suppressed for figure in figures.values())
    console.print(f"Published run {run.run_id} of {manifest.pack.title}, as of {manifest.index_on}.")
    shown = "withheld" if people.value is None else f"{people.value:,.0f}"
    console.print(f"  people   {shown}")
    for tier in ("high", "rising", "low"):
        value: Any = figures[f"tier/{tier}/{manifest.place}"].value
        console.print(f"  {tier:8} {'withheld' if value is None else f'{value:,.0f}'}")
    console.print(f"  figures  {len(figures):,}, of them {suppressed:,} withheld as small")
    peak = max(step.peak_bytes for step in manifest.steps) / 1e6
    console.print(f"  took     {manifest.seconds:.1f} s, peak memory {peak:,.0f} MB")
    console.print(f"Read it: lco book list {run.run_id} --store {run.path.parent.parent}")
