"""What a batch says about itself: where it came from and what became of every row."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lco import __version__
from lco.store.layout import StoreRefused


@dataclass(frozen=True)
class FileRead:
    """A file of the source: its name without folders of the machine, its bytes, its SHA-256 in hex."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class RowCount:
    """What became of the rows of one source table: ``read = kept + quarantined + unchanged``.

    Raises:
        StoreRefused: when a count is negative or the sum does not hold.
    """

    table: str
    read: int
    kept: int
    quarantined: int = 0
    unchanged: int = 0

    def __post_init__(self) -> None:
        parts = (self.kept, self.quarantined, self.unchanged)
        if min(parts) < 0 or self.read != sum(parts):
            raise StoreRefused(
                f"Of the {self.read:,} rows read from {self.table}, {self.kept:,} were kept, "
                f"{self.quarantined:,} quarantined and {self.unchanged:,} unchanged, "
                "which does not add up: nothing was stored, "
                "report this as a fault of lco."
            )


@dataclass(frozen=True)
class BatchManifest:
    """A batch: what it read, what became of it, when and how long it took.

    `loaded_at` carries its time zone, `seconds` is wall time. `batch`, `kind` and `fingerprint` are filled
    when the batch is published.
    """

    loaded_at: datetime
    seconds: float
    rows: tuple[RowCount, ...]
    files: tuple[FileRead, ...] = ()
    batch: str = ""
    kind: str = ""
    fingerprint: str = ""
    version: str = __version__

    def __post_init__(self) -> None:
        if self.loaded_at.tzinfo is None:
            raise StoreRefused("The instant a batch was loaded at needs a time zone.")

    def to_json(self) -> str:
        """Return the manifest as indented JSON."""
        return json.dumps(asdict(self), indent=2, default=_instant) + "\n"


def _instant(value: datetime) -> str:
    return value.isoformat()


def read_manifest(path: Path) -> BatchManifest:
    """Read a manifest.

    Raises:
        StoreRefused: when the file is unreadable or says something impossible.
    """
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        content["loaded_at"] = datetime.fromisoformat(content["loaded_at"])
        content["rows"] = tuple(RowCount(**row) for row in content["rows"])
        content["files"] = tuple(FileRead(**file) for file in content["files"])
        return BatchManifest(**content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreRefused(
            f"{path} cannot be read as the manifest of a batch: restore it from a backup."
        ) from error
