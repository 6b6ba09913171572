"""Runs are published whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from lco import engine
from lco.store import Store, StoreRefused
from lco.store import runs as runs_module
from lco.store.figures import Figure, read_figures, write_figures
from lco.store.run_manifest import read_run_manifest
from lco.store.runs import Run, new_run, open_run, published_run, runs, sha256_of
from tests.support.smalltown import fill, run_smalltown, smalltown_run, smalltown_store

__all__ = ["smalltown_run", "smalltown_store"]

FIGURE = Figure(
    figure="population/hill",
    definition="population",
    label="People, Hill",
    area="hill",
    period="2018-04-01",
    value=13.0,
    unit="people",
    kind="stock",
    source="record table people",
    working="Counted.",
    inputs=("records/people", "places/smalltown/neighbourhoods.csv:3"),
)


def test_a_run_is_read_back_as_it_was_published(smalltown_store: Store, smalltown_run: Run) -> None:
    found = published_run(smalltown_store)
    assert found.manifest == smalltown_run.manifest
    assert found.figures == smalltown_run.figures
    con = engine.connect()
    people = found.table(con, "people").execute()
    assert len(people) == 38
    assert sorted(people["rank"]) == list(range(1, 39))


def test_the_manifest_says_what_went_in_and_what_came_out(smalltown_run: Run) -> None:
    manifest = smalltown_run.manifest
    assert manifest.place == "smalltown"
    assert manifest.index_on.isoformat() == "2018-04-01"
    assert manifest.rows["people"] == 44
    assert [batch.kind for batch in manifest.batches] == ["example"]
    assert manifest.batches[0].files[0].name == "smalltown.txt"
    assert {output.name for output in manifest.outputs} == {
        "people.parquet",
        "hospital_flags.parquet",
        "figures.parquet",
        "facts.parquet",
    }
    for output in manifest.outputs:
        assert sha256_of(smalltown_run.path / output.name) == output.sha256
    assert [step.name for step in manifest.steps] == [
        "check records",
        "stratify people",
        "flag stays in hospital",
        "count records",
        "profile neighbourhoods",
        "compute indicators",
        "lay out finance",
        "write figures",
    ]
    assert manifest.definition("charlson") is not None
    assert manifest.definition("nonsense") is None
    assert manifest.seconds == 0
    assert not manifest.is_synthetic


def test_every_figure_follows_a_definition_the_manifest_describes(smalltown_run: Run) -> None:
    described = {each.id for each in smalltown_run.manifest.definitions}
    assert {figure.definition for figure in smalltown_run.figures.values()} <= described


def test_every_input_of_a_figure_is_in_the_book(smalltown_run: Run) -> None:
    facts = smalltown_run.facts()
    for figure in smalltown_run.figures.values():
        for name in figure.inputs:
            kind = name.partition("/")[0]
            known = name in smalltown_run.figures or name in facts or kind in {"records", "score"}
            assert known, f"{figure.figure} names {name}"


def test_nothing_published_yet_is_said(tmp_path: Path) -> None:
    store = fill(tmp_path / "store")
    assert runs(store) == []
    with pytest.raises(StoreRefused, match=r"Nothing has been published .* run 'lco run smalltown --store"):
        published_run(store)
    with pytest.raises(StoreRefused, match=r"no run 'latest' .* the newest are none yet"):
        open_run(store, "latest")


def test_a_run_is_opened_by_its_id_or_as_latest(smalltown_store: Store, smalltown_run: Run) -> None:
    assert open_run(smalltown_store, smalltown_run.run_id).run_id == smalltown_run.run_id
    assert open_run(smalltown_store, "latest").run_id == smalltown_run.run_id
    with pytest.raises(StoreRefused, match=f"no run 'last' in .* the newest are {smalltown_run.run_id}"):
        open_run(smalltown_store, "last")


def test_a_table_a_run_does_not_have_is_refused(smalltown_run: Run) -> None:
    with pytest.raises(StoreRefused, match="has no table 'persons': it has people, figures and facts"):
        smalltown_run.table(engine.connect(), "persons")


def test_the_same_minute_and_input_are_not_published_twice(
    smalltown_store: Store, smalltown_run: Run
) -> None:
    with pytest.raises(StoreRefused, match=f"There is already a run {smalltown_run.run_id}: run again"):
        run_smalltown(smalltown_store)
    assert published_run(smalltown_store).figures == smalltown_run.figures


def test_two_runs_at_once_are_refused(smalltown_store: Store) -> None:
    with (
        new_run(smalltown_store, "2018-04-02T0900-00000001"),
        pytest.raises(StoreRefused, match="Another run is working in this store"),
        new_run(smalltown_store, "2018-04-02T0900-00000002"),
    ):
        pass


def test_a_run_that_fails_leaves_nothing(smalltown_store: Store) -> None:
    with pytest.raises(ZeroDivisionError), new_run(smalltown_store, "2018-04-02T0900-00000001") as new:
        new.output("people").write_bytes(b"half")
        raise ZeroDivisionError
    assert [each.name for each in (smalltown_store.path / "runs").iterdir()] == [".lock"]


def test_what_killed_runs_left_is_swept_away(smalltown_store: Store) -> None:
    folder = smalltown_store.path / "runs"
    (folder / ".incoming-2018-04-02T0900-00000001").mkdir(parents=True)
    (folder / ".published-2018-04-02T0900-00000001").symlink_to("2018-04-02T0900-00000001")
    run = run_smalltown(smalltown_store)
    left = sorted(each.name for each in folder.iterdir())
    assert left == sorted([".lock", "published", run.run_id])


DURABLE = ("sync_file", "write_durably", "sync_folder", "_turn_published_to")


@pytest.mark.parametrize("step", DURABLE)
def test_a_fault_at_any_step_of_publishing_leaves_the_last_run(
    step: str, smalltown_store: Store, smalltown_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power may go between any two steps: the published run is the old one, whole."""

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(runs_module, step, fail)
    with (
        pytest.raises(OSError, match="no space left"),
        new_run(smalltown_store, "2030-01-01T0000-00000000") as new,
    ):
        new.output("people").write_bytes((smalltown_run.path / "people.parquet").read_bytes())
        new.publish(replace(smalltown_run.manifest, run_id="2030-01-01T0000-00000000"))
    found = published_run(smalltown_store)
    assert found.run_id == smalltown_run.run_id
    assert found.figures == smalltown_run.figures


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: text[:100], "cannot be read as the manifest of a run"),
        (lambda text: text.replace('"format": 1', '"format": 9'), "has run format 9, this version"),
        (lambda text: text.replace('"outputs"', '"output"'), "cannot be read as the manifest of a run"),
    ],
)
def test_a_spoilt_manifest_is_refused(
    spoil: Callable[[str], str], sentence: str, smalltown_run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(spoil(smalltown_run.manifest.to_json()))
    with pytest.raises(StoreRefused, match=sentence):
        read_run_manifest(path)


def test_a_manifest_holds_only_what_json_can(smalltown_run: Run) -> None:
    with pytest.raises(TypeError, match="set has no place in a manifest"):
        replace(smalltown_run.manifest, settings={"who": {1}}).to_json()


def test_figures_are_read_back_as_written(tmp_path: Path) -> None:
    other = replace(FIGURE, figure="population/mill", value=None, is_suppressed=True)
    assert write_figures([other, FIGURE], tmp_path / "figures.parquet") == 2
    assert read_figures(tmp_path / "figures.parquet") == {each.figure: each for each in (FIGURE, other)}


def test_two_figures_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="Two figures are called population/hill"):
        write_figures([FIGURE, FIGURE], tmp_path / "figures.parquet")


@pytest.mark.parametrize("number", ["value", "lower", "upper", "numerator"])
def test_a_suppressed_figure_cannot_carry_its_number(number: str) -> None:
    empty = replace(FIGURE, value=None)
    with pytest.raises(StoreRefused, match="is suppressed and must not carry its number"):
        replace(empty, is_suppressed=True, **{number: 3.0})


def test_a_figure_without_a_value_differs_from_a_suppressed_one(tmp_path: Path) -> None:
    write_figures([replace(FIGURE, value=None)], tmp_path / "figures.parquet")
    table = parquet.read_table(tmp_path / "figures.parquet").to_pylist()
    assert (table[0]["value"], table[0]["is_suppressed"]) == (None, False)
