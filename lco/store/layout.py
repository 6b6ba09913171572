"""Where things stand in a store, and the file that says whose store it is."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 1


class StoreRefused(ValueError):
    """A store or a batch that cannot be used; the message is one sentence with what to do."""


@dataclass(frozen=True)
class Layout:
    """The folders and files of the store at `root`."""

    root: Path

    @property
    def about(self) -> Path:
        """File with the place and the format version."""
        return self.root / "store.json"

    @property
    def batches(self) -> Path:
        """Folder of the published batches, one folder each."""
        return self.root / "batches"

    @property
    def identities(self) -> Path:
        """Folder of the identities, apart from the records and open to its owner alone."""
        return self.root / "identities"

    @property
    def incoming(self) -> Path:
        """Folder of batches being written; nothing in it counts."""
        return self.root / ".incoming"

    @property
    def lock(self) -> Path:
        """File locked while a batch is written."""
        return self.root / ".lock"


def create_layout(layout: Layout, *, place: str) -> None:
    """Make the folders of an empty store and write whose store it is; what is there stays."""
    for folder in (layout.root, layout.batches, layout.identities):
        folder.mkdir(parents=True, exist_ok=True)
    layout.identities.chmod(0o700)
    if not layout.about.exists():
        write_durably(layout.about, json.dumps({"place": place, "format": FORMAT}, indent=2) + "\n")


def read_place(layout: Layout) -> str:
    """Return the place id of the store.

    Raises:
        StoreRefused: when the file is unreadable or of a format this version does not know.
    """
    try:
        about: Any = json.loads(layout.about.read_text(encoding="utf-8"))
        place, version = str(about["place"]), int(about["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreRefused(
            f"{layout.about} cannot be read as the description of a store: restore it from a backup."
        ) from error
    if version != FORMAT:
        raise StoreRefused(
            f"{layout.root} has store format {version}, this version of lco knows {FORMAT}: "
            "use the version of lco that wrote it."
        )
    return place


def write_durably(path: Path, text: str) -> None:
    """Write `text` aside, force it to disk and rename it to `path`."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Force the bytes of a file to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Force the names in a folder to disk."""
    sync_file(path)
