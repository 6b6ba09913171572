"""Hostile and broken files: one sentence each, or rows in quarantine; nothing half-loaded, nothing lost."""

from __future__ import annotations

import contextlib
import multiprocessing
from pathlib import Path

import pytest

from lco.cli.memory import peak_bytes
from lco.records.container import SourceRefused
from lco.records.load import kinds
from tests.lco.records.loading import load, new_store, rows
from tests.lco.records.nasty import Nasty, nasties

ALL = list(nasties())


def test_there_are_at_least_forty_and_each_importer_has_its_own() -> None:
    assert len(ALL) >= 40
    assert {nasty.kind for nasty in ALL} == set(kinds())
    assert len({nasty.name for nasty in ALL}) == len(ALL)


@pytest.mark.parametrize("nasty", [one for one in ALL if one.refusal], ids=lambda one: one.name)
def test_a_source_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, nasty: Nasty) -> None:
    store = new_store(tmp_path / "store")
    before = sorted(store.path.rglob("*"))
    with pytest.raises(SourceRefused, match=nasty.refusal) as refusal:
        load(store, nasty.make(tmp_path), nasty.kind, memory_limit="384MB")
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 400
    assert [path for path in sorted(store.path.rglob("*")) if path.name != ".lock"] == before
    assert store.batches() == []


@pytest.mark.parametrize("nasty", [one for one in ALL if not one.refusal], ids=lambda one: one.name)
def test_rows_that_cannot_be_used_are_quarantined_and_none_is_lost(tmp_path: Path, nasty: Nasty) -> None:
    store = new_store(tmp_path / "store")
    loaded = load(store, nasty.make(tmp_path), nasty.kind, memory_limit="384MB")
    assert sum(row.kept for row in loaded.rows) == nasty.kept
    assert sum(row.read for row in loaded.rows) == nasty.kept + len(nasty.reasons)
    quarantined = sorted(rows(store, "quarantine"), key=lambda row: row["source_line"] or row["source_row"])
    assert tuple(row["reason_code"] for row in quarantined) == nasty.reasons


MOST_MEMORY = 512 << 20
LARGE = {
    "zip bomb for fhir",
    "zip that lies about its size",
    "deep nesting",
    "deep bundle",
    "line of 20 MB",
    "a million columns",
    "heading without end",
    "row of a million cells",
    "cell of 40,000 signs",
    "quote never closed",
}


def load_all(folder: Path, peaks: multiprocessing.Queue[int]) -> None:
    for at, nasty in enumerate(one for one in ALL if one.name in LARGE):
        here = folder / str(at)
        here.mkdir()
        with contextlib.suppress(SourceRefused):
            load(new_store(here / "store"), nasty.make(here), nasty.kind)
    # Not getrusage: its peak begins with that of the process that started this one.
    peaks.put(peak_bytes())


def test_the_large_ones_are_among_all() -> None:
    assert {nasty.name for nasty in ALL} >= LARGE


def test_nothing_hostile_takes_more_than_512_mb(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    peaks: multiprocessing.Queue[int] = spawn.Queue()
    process = spawn.Process(target=load_all, args=(tmp_path, peaks))
    process.start()
    peak = peaks.get(timeout=300)
    process.join()
    assert peak < MOST_MEMORY, f"{peak / 2**20:.0f} MB"
