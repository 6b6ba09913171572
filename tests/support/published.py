"""A published run with made-up figures of Manchester, for tests of pages: no records, no engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from lco.store import open_store
from lco.store.figures import Figure, write_figures
from lco.store.runs import FACTS, new_run

RUN_ID = "20180401-0900-0badcafe"
_INDICATOR = "emergency_admissions"


@pytest.fixture(scope="session")
def published_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of Manchester with one published run of a synthetic batch."""
    from lco.place.pack import load_place

    folder = Path(tmp_path_factory.mktemp("published")) / "store"
    store = open_store(folder, place="manchester", create=True)
    with new_run(store, RUN_ID) as run:
        write_figures(figures(load_place("manchester")), run.output("figures"))
        parquet.write_table(FACTS.empty_table(), run.output("facts"))
        run.publish(manifest())
    return folder


@pytest.fixture
def published_run(published_store: Path, settings: Any) -> Iterator[Path]:
    """Let the web show that run."""
    settings.LCO_STORE = published_store
    yield published_store


def figures(place: Any) -> list[Figure]:
    """Return made-up figures: twelve neighbourhoods, one of them suppressed, and the money of the pack."""
    from lco.finance.gap import gap_figures
    from lco.finance.savings import savings_figures

    made: list[Figure] = []
    for position, area in enumerate([place.id, *(each.id for each in place.neighbourhoods)]):
        people = 543_210.0 if position == 0 else 30_000.0 + 2_345 * position
        made += [
            _count("population", area, people),
            _count("tier/high", area, round(people * 0.02)),
            _count("tier/rising", area, round(people * 0.18)),
            _count("tier/low", area, round(people * 0.8)),
            _rate(area, 70.0 + 4.25 * position, is_suppressed=position == 4),
        ]
    return [*made, *gap_figures(place), *savings_figures(place)]


def _count(what: str, area: str, value: float) -> Figure:
    return Figure(
        figure=f"{what}/{area}",
        definition=what.split("/", maxsplit=1)[0],
        label=f"People, {area}",
        area=area,
        period="2018-04-01",
        value=value,
        unit="people",
        kind="stock",
        source="record tables people",
        working="People counted one by one.",
        inputs=("records/people",),
    )


def _rate(area: str, value: float, *, is_suppressed: bool) -> Figure:
    return Figure(
        figure=f"indicator/{_INDICATOR}/{area}",
        definition=_INDICATOR,
        label=f"Emergency admissions to hospital, {area}",
        area=area,
        period="2017/18",
        value=None if is_suppressed else value,
        lower=None if is_suppressed else value - 6,
        upper=None if is_suppressed else value + 6,
        numerator=None if is_suppressed else value * 40,
        denominator=40_000.0,
        unit="admissions per 1,000 people",
        kind="flow",
        is_suppressed=is_suppressed,
        source="record tables admissions, people",
        working="Admissions over people, times 1,000.",
        inputs=("records/admissions",),
    )


def manifest(**changes: Any) -> Any:
    """Return the manifest of that run."""
    from lco.store.run_manifest import BatchUsed, PackUsed, RunManifest

    at = datetime(2018, 4, 1, 8, 0, tzinfo=UTC)
    values: dict[str, Any] = {
        "run_id": RUN_ID,
        "place": "manchester",
        "index_on": date(2018, 4, 1),
        "engine": "duckdb",
        "started_at": at,
        "finished_at": at,
        "code_version": "0.1.0",
        "code_commit": None,
        "pack": PackUsed("manchester", "Manchester Local Care Organisation", "1", "0" * 64),
        "batches": (BatchUsed("0001-synthetic", "synthetic", at, "0" * 64, (), ()),),
        "definitions": (),
        "rows": {},
        "outputs": (),
        "steps": (),
        "settings": {},
    }
    return RunManifest(**{**values, **changes})
