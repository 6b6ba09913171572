"""The same order makes the same files, byte for byte; another one does not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from tests.lco.records.synthetic.made import Made, made


def checksums(place: Made) -> dict[str, str]:
    """Return the SHA-256 of every Parquet file of the batch and of its identities."""
    files = [*place.folder.glob("*.parquet"), *place.store.layout.identities.glob("*.parquet")]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def small(folder: Path, **changes: object) -> Made:
    return made(folder, **({"people": 3_000, "years": 2, "seed": 5} | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return small(tmp_path_factory.mktemp("first") / "store")


def test_the_same_seed_makes_the_same_files(first: Made, tmp_path: Path) -> None:
    again = small(tmp_path / "again")
    assert checksums(again) == checksums(first)
    assert again.manifest.fingerprint == first.manifest.fingerprint
    assert len(checksums(first)) >= 12


def test_another_seed_makes_other_people(first: Made, tmp_path: Path) -> None:
    other = small(tmp_path / "other", seed=6)
    assert other.manifest.fingerprint != first.manifest.fingerprint
    assert checksums(other)["people.parquet"] != checksums(first)["people.parquet"]


def test_another_key_makes_other_pseudonyms(first: Made, tmp_path: Path) -> None:
    other = small(tmp_path / "other", key=b"another key, long enough for a test")
    shared = np.intersect1d(other.column("people", "person"), first.column("people", "person"))
    assert other.read("people").num_rows == first.read("people").num_rows
    assert len(shared) == 0


def test_processes_side_by_side_make_the_same_files(tmp_path: Path) -> None:
    # Enough people for two parts, so that two processes work.
    one = made(tmp_path / "one", people=34_000, years=1, processes=1)
    two = made(tmp_path / "two", people=34_000, years=1, processes=2)
    assert checksums(one) == checksums(two)
