"""The measurement of the population engine runs, and its hand-written peer computes the same table."""

from __future__ import annotations

from pathlib import Path

import pytest

from lco.cli import bench as command
from lco.cli.benches import population
from lco.cli.benches.population import peer, scores
from lco.cli.benches.population.places import INDEX_ON, Sizes, fifths, made, records_of
from lco.cli.benches.population.process import measure, timed
from lco.population.features.table import feature_table


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("town"), people=2_000, years=3)


def test_sql_by_hand_computes_the_same_table(town: Path) -> None:
    """Somebody else's way to every column: what both say is what was meant."""
    records = records_of(str(town))
    peer.prepare(records, fifths())
    by_hand = records.con.raw_sql(peer.query(INDEX_ON)).to_arrow_table().sort_by("person")
    table = feature_table(records, INDEX_ON, deprivation=fifths()).order_by("person")
    ours = records.con.to_pyarrow(table)
    assert by_hand.column_names == ours.column_names
    for name in ours.column_names:
        assert by_hand[name].cast(ours[name].type).equals(ours[name]), name


def test_the_measurement_runs_and_says_what_it_could_not_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "QUICK", Sizes(people=1_000, many=2_000, years=2, rounds=1, sample=2))
    monkeypatch.setattr(scores, "python_313", lambda: None)
    result = population.bench(scratch=tmp_path, quick=True)
    assert "population" in command.names()
    assert all(line.is_met for line in result.lines), "a quick run only shows figures"
    said = {line.what: line for line in result.lines}
    assert said["features, over SQL by hand"].cpu_seconds is not None
    assert said["peak memory, 1,000 people"].measured > 50
    assert any("needs Python 3.13, which was not found here" in note for note in result.notes)


def test_work_is_measured_in_a_process_of_its_own() -> None:
    found = measure("tests.lco.cli.test_bench_population:busy", rounds=3, numbers=200_000)
    assert 0 < found.seconds < 60
    assert found.peak_bytes > 10_000_000
    with pytest.raises(RuntimeError, match="ValueError: numbers must be positive"):
        measure("tests.lco.cli.test_bench_population:busy", rounds=1, numbers=-1)


def busy(numbers: int):  # type: ignore[no-untyped-def]
    """Return work that adds up some numbers."""
    if numbers < 0:
        raise ValueError("numbers must be positive")
    return lambda: sum(range(numbers))


def test_the_median_of_rounds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 5.0, 10.0, 11.0, 20.0, 23.0])
    monkeypatch.setattr("lco.cli.benches.population.process.time.perf_counter", lambda: next(ticks))
    assert timed(lambda: None, rounds=3).seconds == 3.0
