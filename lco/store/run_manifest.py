"""What a run says about itself: what went in, what was followed, what came out and what it took."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lco.store.layout import StoreRefused
from lco.store.manifest import FileRead, RowCount

FORMAT = 1


@dataclass(frozen=True)
class BatchUsed:
    """A batch of records that went into the run; `sha256` is that of its manifest."""

    batch: str
    kind: str
    loaded_at: datetime
    sha256: str
    files: tuple[FileRead, ...]
    rows: tuple[RowCount, ...]


@dataclass(frozen=True)
class PackUsed:
    """The place pack that went into the run."""

    place: str
    title: str
    version: str
    sha256: str


@dataclass(frozen=True)
class DefinitionUsed:
    """A definition the run followed; `version` is the start of the SHA-256 of its source file."""

    id: str
    kind: str
    title: str
    why: str
    source: str
    owner: str
    next_review: str
    file: str
    version: str


@dataclass(frozen=True)
class StepTaken:
    """One step of the run: wall seconds, and the peak of the process's memory during it in bytes."""

    name: str
    seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class RunManifest:
    """Everything a run says about itself.

    `rows` counts the rows of each record table read; `settings` holds what could be chosen and was:
    thresholds, the salt that breaks ties, who counts as small.
    """

    run_id: str
    place: str
    index_on: date
    engine: str
    started_at: datetime
    finished_at: datetime
    code_version: str
    code_commit: str | None
    pack: PackUsed
    batches: tuple[BatchUsed, ...]
    definitions: tuple[DefinitionUsed, ...]
    rows: Mapping[str, int]
    outputs: tuple[FileRead, ...]
    steps: tuple[StepTaken, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def seconds(self) -> float:
        """Wall seconds from start to finish."""
        return (self.finished_at - self.started_at).total_seconds()

    @property
    def is_synthetic(self) -> bool:
        """Say whether people in the run were made up."""
        return any(batch.kind == "synthetic" for batch in self.batches)

    def definition(self, name: str) -> DefinitionUsed | None:
        """Return the definition called `name`, or None."""
        return next((each for each in self.definitions if each.id == name), None)

    def to_json(self) -> str:
        """Return the manifest as indented JSON."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False, default=_as_text) + "\n"


def _as_text(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a manifest.")


def read_run_manifest(path: Path) -> RunManifest:
    """Read the manifest of a run.

    Raises:
        StoreRefused: when the file is unreadable, or of a format this version does not know.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        version = int(content["format"])
        if version == FORMAT:
            return _manifest(content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreRefused(
            f"{path} cannot be read as the manifest of a run: restore it from a backup."
        ) from error
    raise StoreRefused(
        f"{path} has run format {version}, this version of lco knows {FORMAT}: use the version that wrote it."
    )


def _manifest(content: dict[str, Any]) -> RunManifest:
    instant = datetime.fromisoformat
    content["index_on"] = date.fromisoformat(content["index_on"])
    content["started_at"] = instant(content["started_at"])
    content["finished_at"] = instant(content["finished_at"])
    content["pack"] = PackUsed(**content["pack"])
    content["batches"] = tuple(_batch(each) for each in content["batches"])
    content["definitions"] = tuple(DefinitionUsed(**each) for each in content["definitions"])
    content["outputs"] = tuple(FileRead(**each) for each in content["outputs"])
    content["steps"] = tuple(StepTaken(**each) for each in content["steps"])
    return RunManifest(**content)


def _batch(content: dict[str, Any]) -> BatchUsed:
    content["loaded_at"] = datetime.fromisoformat(content["loaded_at"])
    content["files"] = tuple(FileRead(**each) for each in content["files"])
    content["rows"] = tuple(RowCount(**each) for each in content["rows"])
    return BatchUsed(**content)
