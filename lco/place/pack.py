"""Loads a place pack: the facts of a place as printed, typed and frozen, or a refusal that says why.

A pack is a folder of CSV and TOML files. This module alone opens it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import lco
from lco.place.checks import are_columns_known, check_keys, check_references, typed
from lco.place.fact import Row, row_types
from lco.place.facts.settings import Settings
from lco.place.refusal import Findings, PackRefused, short
from lco.place.rows import RawRow, csv_rows, decoded, toml_rows, toml_settings
from lco.place.writing import csv_text

__all__ = ["PackRefused", "Place", "load_place", "packs_folder", "place_ids", "read_rows", "write_rows"]

R = TypeVar("R", bound=Row)
_PLACE_ID = re.compile(r"[a-z][a-z0-9_]{0,40}", re.ASCII)
_Pairs = list[tuple[RawRow, Row | None]]


@dataclass(frozen=True)
class Place:
    """The facts of one place. Each file of the pack is an attribute: ``place.neighbourhoods``.

    An attribute holds a tuple of that file's frozen rows in the order of the file, empty where the
    pack has no such file. `rows(Neighbourhood)` is the same, typed.
    """

    id: str
    settings: Settings
    tables: Mapping[str, tuple[Row, ...]] = field(repr=False)

    @property
    def name(self) -> str:
        """The name of the place, as people say it."""
        return self.settings.name

    def rows(self, row_type: type[R]) -> tuple[R, ...]:
        """Return the rows of one file, by its row class."""
        return self.tables[row_type.stem()]  # type: ignore[return-value]

    def cite(self, row: Row) -> str:
        """Return where a row stands: ``places/manchester/savings.csv:12``."""
        return f"places/{self.id}/{row.FILE}:{row.line}"

    def __getattr__(self, name: str) -> tuple[Any, ...]:
        if name.startswith("_") or name == "tables" or name not in self.tables:
            raise AttributeError(f"A place has no '{name}': no row class in lco/place/facts/ has that file.")
        return self.tables[name]


def packs_folder() -> Path:
    """Return the folder of the packs that come with the platform: ``places/`` beside ``lco/``."""
    return Path(lco.__file__).resolve().parent.parent / "places"


def place_ids(*, root: Path | None = None) -> tuple[str, ...]:
    """Return the ids of all packs under `root`, sorted."""
    folder = root or packs_folder()
    if not folder.is_dir():
        return ()
    return tuple(sorted(found.parent.name for found in folder.glob("*/place.toml")))


def load_place(place: str, *, root: Path | None = None, indicators: Iterable[str] | None = None) -> Place:
    """Return the facts of `place`, read from its folder under `root` (default: `packs_folder()`).

    `indicators` are the ids of the indicators the platform defines; where given, each row that names
    an indicator must name one of them or one the pack itself declares.

    Raises:
        PackRefused: with every problem of the pack, a sentence each with file and line.
    """
    folder = _folder(place, root)
    findings = _findings(place, folder, root)
    return _loaded(place, folder, indicators, findings)


def _folder(place: str, root: Path | None) -> Path:
    """Return the folder of a pack that is there; a name that leads out of `root` is no place."""
    folder = (root or packs_folder()) / place
    if not _PLACE_ID.fullmatch(place) or not (folder / Settings.FILE).is_file():
        findings = Findings("places")
        known = ", ".join(place_ids(root=root)) or "none"
        findings.add("", 0, f"there is no place '{short(place)}'", f"choose one of: {known}")
        raise PackRefused(place, findings.problems)
    return folder


def _findings(place: str, folder: Path, root: Path | None) -> Findings:
    return Findings(f"places/{place}" if root is None else str(folder))


def write_rows(place: str, row_type: type[R], rows: Sequence[R], *, root: Path | None = None) -> Path:
    """Write `rows` as the pack's whole CSV file of that type, or leave the old file as it was.

    Returns the file's path. The text is written aside, flushed to disk and renamed.

    Raises:
        PackRefused: when there is no such place.
    """
    path = _folder(place, root) / row_type.FILE
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with aside.open("w", encoding="utf-8", newline="") as out:
            out.write(csv_text(row_type, rows))
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def read_rows(place: str, row_type: type[R], *, root: Path | None = None) -> tuple[R, ...]:
    """Return the rows of one file of a pack, without looking at the others; empty where it is absent.

    Raises:
        PackRefused: when the file cannot be read as such rows.
    """
    folder = _folder(place, root)
    findings = _findings(place, folder, root)
    path = folder / row_type.FILE
    pairs = _read(path, row_type, findings) if path.is_file() else []
    if findings.problems:
        raise PackRefused(place, findings.problems)
    return tuple(row for _, row in pairs if isinstance(row, row_type))


def _loaded(place: str, folder: Path, indicators: Iterable[str] | None, findings: Findings) -> Place:
    types = row_types()
    rows: dict[str, _Pairs] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.name not in types or not path.is_file():
            findings.add(path.name, 1, "the file is unknown", f"a pack may hold {', '.join(sorted(types))}")
            continue
        rows[types[path.name].stem()] = _read(path, types[path.name], findings)
    by_stem = {row_type.stem(): row_type for row_type in types.values()}
    outside = {} if indicators is None else {"indicators": frozenset(indicators) | _declared(rows)}
    _check_id(place, rows, findings)
    check_keys(rows, by_stem, findings)
    check_references(rows, by_stem, outside, findings)
    if findings.problems:
        raise PackRefused(place, findings.problems)
    return _place(place, rows, by_stem)


def _check_id(place: str, rows: Mapping[str, _Pairs], findings: Findings) -> None:
    for raw, row in rows.get(Settings.stem(), ()):
        if isinstance(row, Settings) and row.id != place:
            what = f"the id is '{row.id}' but the folder is '{place}'"
            findings.add(Settings.FILE, raw.line_of("id"), what, "give both one name")


def _declared(rows: Mapping[str, _Pairs]) -> frozenset[str]:
    """Return the ids of the measures the place declares itself: rows may name them as indicators."""
    return frozenset(str(raw.cells.get("id", "")) for raw, _ in rows.get("measures", ()))


def _place(place: str, rows: Mapping[str, _Pairs], by_stem: Mapping[str, type[Row]]) -> Place:
    tables = {stem: tuple(row for _, row in rows.get(stem, ()) if row is not None) for stem in by_stem}
    settings = next(row for row in tables[Settings.stem()] if isinstance(row, Settings))
    return Place(place, settings, MappingProxyType(tables))


def _read(path: Path, row_type: type[Row], findings: Findings) -> _Pairs:
    file = row_type.FILE
    before = len(findings.problems)
    text = decoded(file, path.read_bytes(), findings)
    header: list[str] | None = None
    raws: list[RawRow] = []
    if text is not None and row_type is Settings:
        raws = toml_settings(file, text, findings)
    elif text is not None and file.endswith(".toml"):
        raws = toml_rows(file, text, findings)
    elif text is not None:
        header, raws = csv_rows(file, text, findings)
    if len(findings.problems) > before:
        findings.unread.add(row_type.stem())
    if header:
        are_columns_known(file, header, row_type, findings)
    if len(findings.problems) > before:
        return [(raw, None) for raw in raws]
    return [(raw, typed(file, raw, row_type, findings)) for raw in raws]
