"""OMOP Parquet: a whole load against a plain copy of the same tables."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lco import engine
from lco.cli.benches.result import BenchResult, Line
from lco.cli.measured_load import load_whole

MOST_TIMES_COPY = 3.0
PEOPLE, PEOPLE_QUICK = 100_000, 5_000
ROUNDS = 3
MEMORY = "4GB"


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Measure a load of OMOP tables, rows checked, pseudonymised and coded, in the best of a few rounds.

    The copy reads every column of the same files and writes them as Parquet by DuckDB, nothing else.
    """
    folder = scratch / "omop-tables"
    rows = _write_tables(folder, people=PEOPLE_QUICK if quick else PEOPLE)
    try:
        copied, loaded = [], []
        for at in range(ROUNDS):
            copied.append(_seconds(lambda: _copy(folder, scratch / "omop-copy")))
            store = scratch / f"omop-store-{at}"
            load = partial(load_whole, folder, store, kind="omop", memory_limit=MEMORY)
            loaded.append(_seconds(load))
            shutil.rmtree(store)
    finally:
        shutil.rmtree(folder)
    lines = (
        Line(
            "times as long as a copy",
            min(loaded) / min(copied),
            "x",
            None if quick else MOST_TIMES_COPY,
            "lower",
            "DuckDB copying the same Parquet tables",
        ),
        Line("loaded", rows / min(loaded) / 1e6, "million rows/s", None, "higher", f"{rows:,} rows"),
        Line("copied", rows / min(copied) / 1e6, "million rows/s", None, "higher", f"{rows:,} rows"),
    )
    return BenchResult("records_omop", lines)


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _copy(folder: Path, target: Path) -> None:
    target.mkdir()
    con = engine.connect(memory_limit=MEMORY)
    for path in sorted(folder.glob("*.parquet")):
        engine.write_parquet(con, engine.read_parquet(con, path), target / path.name)
    con.disconnect()
    shutil.rmtree(target)


# Rows a person has in each table: its id, concept and day columns, and the columns a copy must carry along.
_TIMES = {"visit_occurrence": 20, "condition_occurrence": 10, "drug_exposure": 20, "procedure_occurrence": 10}
_MEASURED = {"measurement": 40, "observation": 10}
_CONCEPTS = 2_000
_DAYS = 3_650


def _write_tables(folder: Path, *, people: int) -> int:
    """Write OMOP tables of made-up people, with the columns their kind has in the field; return the rows."""
    folder.mkdir(parents=True)
    chance = np.random.default_rng(1)
    tables = {"person": _people(people, chance), "concept": _concepts()}
    for name, times in (_TIMES | _MEASURED).items():
        tables[name] = _events(name, people, times, chance)
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet", row_group_size=engine.ROW_GROUP_ROWS)
    return sum(len(next(iter(columns.values()))) for columns in tables.values())


def _people(people: int, chance: np.random.Generator) -> dict[str, Any]:
    return {
        "person_id": np.arange(1, people + 1),
        "gender_concept_id": chance.choice([8507, 8532], people),
        "year_of_birth": chance.integers(1930, 2010, people),
        "month_of_birth": chance.integers(1, 13, people),
        "day_of_birth": chance.integers(1, 29, people),
        "race_concept_id": chance.choice([8527, 8515, 8516, 0], people),
        "person_source_value": np.arange(people).astype(str),
    }


def _concepts() -> dict[str, Any]:
    numbers = np.arange(1, _CONCEPTS + 1)
    return {
        "concept_id": numbers,
        "concept_name": np.char.add("Made-up concept ", numbers.astype(str)),
        "vocabulary_id": np.full(_CONCEPTS, "SNOMED"),
        "concept_code": (numbers + 10_000_000).astype(str),
    }


def _events(name: str, people: int, times: int, chance: np.random.Generator) -> dict[str, Any]:
    rows = people * times
    short = name.removesuffix("_occurrence").removesuffix("_exposure")
    day = f"{name}_start_date" if name == "drug_exposure" else f"{short}_start_date"
    day = f"{short}_date" if short in {"procedure", "measurement", "observation"} else day
    days = np.datetime64("2014-01-01") + chance.integers(0, _DAYS, rows)
    visits = chance.choice([9201, 9202, 9203], rows, p=[0.1, 0.8, 0.1])
    concepts = visits if short == "visit" else chance.integers(1, _CONCEPTS, rows)
    columns: dict[str, Any] = {
        f"{name}_id": np.arange(1, rows + 1),
        "person_id": np.repeat(np.arange(1, people + 1), times),
        f"{short}_concept_id": concepts,
        day: days.astype("datetime64[D]"),
        day.replace("_date", "_datetime"): days.astype("datetime64[us]"),
        f"{short}_type_concept_id": np.full(rows, 32869),
        "provider_id": chance.integers(1, 5_000, rows),
        f"{short}_source_value": concepts.astype(str),
    }
    if day.endswith("_start_date"):
        columns[day.replace("_start_", "_end_")] = columns[day]
    if name in _MEASURED:
        columns |= {"value_as_number": chance.random(rows) * 200, "unit_concept_id": np.full(rows, 7)}
    return columns
