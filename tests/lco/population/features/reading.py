"""Features of people written as text tables, and of the stores tests fill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lco.population.example import Example, example_records
from lco.population.features.table import feature_table
from lco.population.tables import Records
from tests.support.engines import connected

INDEX_ON = date(2018, 4, 1)


def back(days: int) -> date:
    """Return the day so many days before the index day."""
    return INDEX_ON - timedelta(days=days)


def records_in(folder: Path, given: Mapping[str, str], engine_name: str = "duckdb") -> Records:
    """Return the records of text tables, with people 1 to 3 born on 1 January 1950 where none are given."""
    people = "person\n1\n2\n3"
    return example_records(connected(engine_name), Example({"people": people, **given}, {}, ""), folder)  # type: ignore[arg-type]


def features(folder: Path, given: Mapping[str, str], **options: Any) -> dict[int, dict[str, Any]]:
    """Return the features of the people of text tables, by person."""
    records = records_in(folder, given, options.pop("engine_name", "duckdb"))
    table = feature_table(
        records, options.pop("index_on", INDEX_ON), deprivation=options.pop("deprivation", {})
    )
    return {row["person"]: row for row in records.con.to_pyarrow(table).to_pylist()}
