"""Models of a store: immutable folders, and the book of what became of each.

    STORE/models/<model_id>/
        model.json         the model that scores
        card.json          what a reader must know of it
        validation.json    what was found when it was tried
        baseline.json      the people it was fitted on, counted, to see drift by
        events.jsonl       its life, one event a line: state, when, by whom, why; only ever added to
        drift.jsonl        what watching it found, one look a line
    STORE/models/.incoming-<model_id>/   a model being written; nothing in it counts

Which states may follow each other is the business of `lco.population.risk.registry`.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lco.store.layout import StoreRefused, sync_folder, write_durably
from lco.store.place_store import Store

FILES = ("model.json", "card.json", "validation.json", "baseline.json")
IN_USE = frozenset({"live", "monitored"})
_EVENTS, _DRIFT = "events.jsonl", "drift.jsonl"
_INCOMING = ".incoming-"


@dataclass(frozen=True)
class ModelEvent:
    """Something that became of a model.

    Attributes:
        state: the state it came into.
        at: when.
        by: who did it.
        why: why, in a sentence.
    """

    state: str
    at: datetime
    by: str
    why: str


@dataclass(frozen=True)
class StoredModel:
    """A model in a store and its life so far, oldest event first."""

    path: Path
    outcome: str
    events: tuple[ModelEvent, ...]

    @property
    def model_id(self) -> str:
        """Id of the model: the name of its folder."""
        return self.path.name

    @property
    def state(self) -> str:
        """The state it is in."""
        return self.events[-1].state

    @property
    def is_in_use(self) -> bool:
        """Say whether it scores people now."""
        return self.state in IN_USE

    def text(self, name: str) -> str:
        """Return one of `FILES`.

        Raises:
            StoreRefused: when it cannot be read.
        """
        return _read(self.path / name)

    def drift(self) -> list[dict[str, Any]]:
        """Return what watching it found, oldest first."""
        path = self.path / _DRIFT
        return [json.loads(line) for line in _read(path).splitlines()] if path.exists() else []


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreRefused(f"{path} cannot be read: restore it from a backup.") from error


def models_folder(store: Store) -> Path:
    """Return the folder of the models of a store."""
    return store.path / "models"


def models(store: Store) -> list[StoredModel]:
    """Return every model of a store, the one registered first at the head."""
    folder = models_folder(store)
    if not folder.is_dir():
        return []
    found = [_open(each) for each in folder.iterdir() if each.is_dir() and each.name[0] != "."]
    return sorted(found, key=lambda each: (each.events[0].at, each.model_id))


def open_model(store: Store, model_id: str) -> StoredModel:
    """Return the model called `model_id`.

    Raises:
        StoreRefused: when there is no such model.
    """
    found = {each.model_id: each for each in models(store)}
    if model_id not in found:
        known = ", ".join(list(found)[-3:]) or f"none yet: fit one with 'lco risk fit {store.place}'"
        raise StoreRefused(f"There is no model '{model_id}' in {store.path}; the newest are {known}.")
    return found[model_id]


def live_model(store: Store, outcome: str = "emergency_admission") -> StoredModel | None:
    """Return the model that scores people for an outcome now, or None."""
    return next((each for each in models(store) if each.outcome == outcome and each.is_in_use), None)


def add_model(store: Store, model_id: str, files: Mapping[str, str], event: ModelEvent) -> StoredModel:
    """Write a new model, whole or not at all.

    Args:
        store: where.
        model_id: its id.
        files: text of each of `FILES`.
        event: the first of its life.

    Raises:
        StoreRefused: when there is a model of that id, or another process is writing models.
    """
    folder = models_folder(store)
    folder.mkdir(exist_ok=True)
    with changing(store):
        for left in folder.glob(f"{_INCOMING}*"):
            shutil.rmtree(left, ignore_errors=True)
        final, incoming = folder / model_id, folder / f"{_INCOMING}{model_id}"
        if final.exists():
            raise StoreRefused(f"The model {model_id} is registered already: see 'lco risk show {model_id}'.")
        incoming.mkdir()
        try:
            for name in FILES:
                write_durably(incoming / name, files[name])
            write_durably(incoming / _EVENTS, _line(asdict(event)))
            incoming.rename(final)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        sync_folder(folder)
    return _open(final)


def add_event(stored: StoredModel, event: ModelEvent) -> StoredModel:
    """Add an event to the life of a model; to be called inside `changing`."""
    write_durably(stored.path / _EVENTS, _read(stored.path / _EVENTS) + _line(asdict(event)))
    return _open(stored.path)


def add_drift(stored: StoredModel, found: Mapping[str, Any]) -> None:
    """Keep what watching a model found; to be called inside `changing`."""
    path = stored.path / _DRIFT
    write_durably(path, (_read(path) if path.exists() else "") + _line(found))


@contextmanager
def changing(store: Store) -> Iterator[None]:
    """Keep other processes from changing models meanwhile.

    Raises:
        StoreRefused: when another process is changing them.
    """
    folder = models_folder(store)
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreRefused(f"Models of {store.path} are being changed: wait and try again.") from error
        yield


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, default=_as_text) + "\n"


def _as_text(value: Any) -> str:
    return str(value.isoformat())


def _open(path: Path) -> StoredModel:
    try:
        lines = [json.loads(line) for line in _read(path / _EVENTS).splitlines()]
        events = tuple(ModelEvent(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in lines)
        outcome = str(json.loads(_read(path / "model.json"))["outcome"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreRefused(f"{path} cannot be read as a model: restore it from a backup.") from error
    if not events:
        raise StoreRefused(f"{path / _EVENTS} is empty: restore it from a backup.")
    return StoredModel(path, outcome, events)
