"""Runs: immutable folders of published results, and which of them is the published one.

    STORE/runs/<run_id>/        one run, never changed once it has its name
        manifest.json           inputs, definitions, row counts, steps: `lco.store.run_manifest.RunManifest`
        people.parquet          one row per person: see `lco.store.people_columns.PEOPLE_COLUMNS`
        unlisted.parquet        who is in no list at their own wish; only where somebody is
        hospital_flags.parquet  one row per person and kind: see `lco.store.flag_columns.FLAG_COLUMNS`
        figures.parquet         one row per figure: see `lco.store.figures.Figure`
        facts.parquet           the rows of the place pack that figures name as inputs: see `FACTS`
        model.json ...          the live model that ranked the people, its card, its validation
    STORE/runs/published        symbolic link to the run that pages show, replaced in one step
    STORE/runs/.incoming-<id>/  a run being written; nothing in it counts, the next run sweeps it away

A run is written aside, forced to disk, renamed, and only then does `published` turn to it, so a run
that is killed leaves the last one as it was.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from lco import engine
from lco.store.figures import Figure, read_figures
from lco.store.layout import StoreRefused, sync_file, sync_folder, write_durably
from lco.store.manifest import FileRead
from lco.store.place_store import Store
from lco.store.run_manifest import RunManifest, read_run_manifest

PUBLISHED = "published"
_INCOMING = ".incoming-"

FACTS = pa.schema(
    [
        pa.field("fact", pa.string(), nullable=False),  # places/<place>/<file>:<line>
        pa.field("says", pa.string(), nullable=False),  # the row in words: name and value of each field
        pa.field("source", pa.string(), nullable=False),  # title of the paper
        pa.field("section", pa.string(), nullable=False),  # where in it
    ]
)


@dataclass(frozen=True)
class Run:
    """A finished run."""

    path: Path
    manifest: RunManifest

    @property
    def run_id(self) -> str:
        """Id of the run: the minute it began and eight hex digits."""
        return self.manifest.run_id

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure by its id."""
        return _figures(self.path.resolve())

    def table(self, con: Any, name: str) -> Any:
        """Return ``people``, ``hospital_flags``, ``figures`` or ``facts`` as a table of the backend `con`."""
        path = self.path / f"{name}.parquet"
        if not path.is_file():
            raise StoreRefused(
                f"The run {self.run_id} has no table '{name}': it has people, figures and facts."
            )
        return engine.read_parquet(con, path.resolve())

    def facts(self) -> Mapping[str, Mapping[str, str]]:
        """Return the rows of the place pack that figures name, by fact id."""
        return _facts(self.path.resolve())


@lru_cache(maxsize=8)
def _facts(path: Path) -> Mapping[str, Mapping[str, str]]:
    rows = parquet.read_table(path / "facts.parquet", schema=FACTS).to_pylist()
    return MappingProxyType({row["fact"]: row for row in rows})


@lru_cache(maxsize=8)
def _figures(path: Path) -> Mapping[str, Figure]:
    # A run never changes, so what was read once stays true.
    return MappingProxyType(read_figures(path / "figures.parquet"))


@dataclass(frozen=True)
class NewRun:
    """A run being written; `publish` gives it its name and turns `published` to it."""

    path: Path
    final: Path

    def output(self, name: str) -> Path:
        """Return where to write the table `name`."""
        return self.path / f"{name}.parquet"

    def outputs(self) -> tuple[FileRead, ...]:
        """Return name, bytes and SHA-256 of every table written so far."""
        return tuple(
            FileRead(each.name, each.stat().st_size, sha256_of(each)) for each in sorted(self.path.iterdir())
        )

    def publish(self, manifest: RunManifest) -> Run:
        """Force everything to disk, name the run and make it the published one."""
        for file in self.path.iterdir():
            sync_file(file)
        write_durably(self.path / "manifest.json", manifest.to_json())
        self.path.rename(self.final)
        sync_folder(self.final.parent)
        _turn_published_to(self.final)
        return Run(self.final, manifest)


def _turn_published_to(run: Path) -> None:
    aside = run.parent / f".{PUBLISHED}-{run.name}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(run.name)
    aside.replace(run.parent / PUBLISHED)
    sync_folder(run.parent)


@contextmanager
def new_run(store: Store, run_id: str) -> Iterator[NewRun]:
    """Open a new run; it vanishes unless it is published.

    Raises:
        StoreRefused: when another run is working in the store, or the id is taken.
    """
    folder = store.path / "runs"
    folder.mkdir(exist_ok=True)
    final = folder / run_id
    with _only_run(folder):
        _sweep(folder)
        if final.exists():
            raise StoreRefused(f"There is already a run {run_id}: run again.")
        incoming = folder / f"{_INCOMING}{run_id}"
        incoming.mkdir()
        try:
            yield NewRun(incoming, final)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)


@contextmanager
def _only_run(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreRefused("Another run is working in this store: wait for it to finish.") from error
        yield


def _sweep(folder: Path) -> None:
    """Remove what killed runs left: the lock is held, so nobody is writing there."""
    for left in folder.glob(f"{_INCOMING}*"):
        shutil.rmtree(left, ignore_errors=True)
    for link in folder.glob(f".{PUBLISHED}-*"):
        link.unlink(missing_ok=True)


def runs(store: Store) -> list[Run]:
    """Return every finished run, oldest first."""
    folder = store.path / "runs"
    if not folder.is_dir():
        return []
    folders = (each for each in folder.iterdir() if each.is_dir() and not each.is_symlink())
    found = [each for each in folders if not each.name.startswith(".")]
    return sorted((_open(each) for each in found), key=lambda run: (run.manifest.started_at, run.run_id))


def published_run(store: Store) -> Run:
    """Return the run that pages show.

    Raises:
        StoreRefused: when nothing has been published yet.
    """
    link = store.path / "runs" / PUBLISHED
    if not link.exists():
        raise StoreRefused(
            f"Nothing has been published in {store.path} yet: "
            f"run 'lco run {store.place} --store {store.path}'."
        )
    return _open(link.resolve())


def open_run(store: Store, name: str) -> Run:
    """Return the run called `name`; ``published`` and ``latest`` name the published and the newest one.

    Raises:
        StoreRefused: when there is no such run.
    """
    if name == PUBLISHED:
        return published_run(store)
    found = runs(store)
    if name == "latest" and found:
        return found[-1]
    for run in found:
        if run.run_id == name:
            return run
    known = ", ".join(run.run_id for run in found[-3:]) or "none yet"
    raise StoreRefused(f"There is no run '{name}' in {store.path}: the newest are {known}.")


def _open(path: Path) -> Run:
    return Run(path, read_run_manifest(path / "manifest.json"))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
