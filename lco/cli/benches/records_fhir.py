"""FHIR bulk lines: a whole load against DuckDB's plain typed reading and against fhir.resources."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from lco import engine
from lco.cli.benches.result import BenchResult, Line
from lco.cli.bulk_lines import write_lines
from lco.cli.measured_load import load_whole
from lco.records.sources.fhir.reading import read_lines
from lco.records.sources.fhir.shapes import SHAPES

MOST_TIMES_PLAIN = 2.5
LEAST_TIMES_PARSER = 80.0
PEOPLE, PEOPLE_QUICK = 10_000, 300  # about 1 GB, a small place, and 30 MB
ROUNDS = 3
SAMPLE_LINES = 2_000  # of each file for fhir.resources, which would take half an hour for all
MEMORY = "4GB"


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Measure a load of bulk lines, rows checked, pseudonymised and coded, in the best of a few rounds.

    Each round reads plainly and loads, one after the other, so that both see the same machine. The time
    of fhir.resources is extrapolated by bytes from the first lines of each file.
    """
    folder = scratch / "fhir-lines"
    size = write_lines(folder, people=PEOPLE_QUICK if quick else PEOPLE) / 1e6
    try:
        plain, whole = [], []
        for at in range(ROUNDS):
            plain.append(_seconds(lambda: _read_plainly(folder)))
            store = scratch / f"fhir-store-{at}"
            load = partial(load_whole, folder, store, kind="fhir", memory_limit=MEMORY)
            whole.append(_seconds(load))
            shutil.rmtree(store)
        parser = _parser_seconds(folder)
    finally:
        shutil.rmtree(folder)
    lines = _lines(min(plain), min(whole), parser, size)
    # Starting weighs too much in a quick run for the limits to mean anything.
    return BenchResult("records_fhir", tuple(replace(line, limit=None) for line in lines) if quick else lines)


def _lines(plain: float, whole: float, parser: float, size: float) -> tuple[Line, ...]:
    peer = f"fhir.resources R4B, extrapolated from {SAMPLE_LINES} lines a file"
    same = "DuckDB read_json, same files and columns, into a table"
    megabytes = f"{size:,.0f} MB of lines"
    return (
        Line("times as long as reading plainly", whole / plain, "x", MOST_TIMES_PLAIN, "lower", same),
        Line("times as fast as a parser", parser / whole, "x", LEAST_TIMES_PARSER, "higher", peer),
        Line("loaded", size / whole, "MB/s", None, "higher", megabytes),
        Line("read plainly", size / plain, "MB/s", None, "higher", megabytes),
    )


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _read_plainly(folder: Path) -> None:
    con = engine.connect(memory_limit=MEMORY)
    for kind in SHAPES:
        engine.hold(con, read_lines(con, kind, [folder / f"{kind}.ndjson"]), f"plain_{kind}")
    con.disconnect()


def _parser_seconds(folder: Path) -> float:
    """Return how long fhir.resources would take for all lines; 0 where it is not installed."""
    try:
        from fhir.resources import R4B as parser  # noqa: N811
    except ImportError:
        return 0.0
    total = 0.0
    for kind in SHAPES:
        path = folder / f"{kind}.ndjson"
        model = parser.get_fhir_model_class(kind)
        with path.open("rb") as file:
            sample = list(itertools.islice(file, SAMPLE_LINES))
        model.model_validate_json(sample[0])  # what it builds once is not what a line costs
        began = time.perf_counter()
        for line in sample:
            model.model_validate_json(line)
        total += (time.perf_counter() - began) * path.stat().st_size / sum(map(len, sample))
    return total
