"""One whole load, for measuring."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from lco.records.load import load_source
from lco.store import open_store


def load_whole(folder: Path, store: Path, *, kind: str, memory_limit: str) -> None:
    """Load the source in `folder` into a new store, as `lco records load` does.

    Raises:
        RuntimeError: when nothing was stored, so that nothing was measured.
    """
    loaded = load_source(
        folder,
        kind=kind,
        store=open_store(store, place="manchester", create=True),
        key=b"a key for measuring, not a secret",
        loaded_at=datetime(2024, 6, 1, tzinfo=UTC),
        memory_limit=memory_limit,
    )
    if loaded.batch is None:
        raise RuntimeError("the measured load stored nothing")
