"""Read FHIR files: bulk lines as they lie, bundles and mixed files laid out as lines first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.container import SourceFile, SourceRefused
from lco.records.extract import EventExtract, Extraction, Locate, PeopleExtract, Place
from lco.records.lines import engine_type, json_lines, locate_lines, looker
from lco.records.sources.fhir import events, patients
from lco.records.sources.fhir.shapes import SHAPES
from lco.records.sources.fhir.spool import Spool

LONGEST_LINE = 16 << 20  # bytes; the engine keeps a few such lines in memory at once


def read(con: Any, files: Sequence[SourceFile], *, scratch: Path) -> Extraction:
    """Return the people and events of FHIR files.

    Raises:
        SourceRefused: when no file is FHIR, or one cannot be read as JSON at all.
    """
    spool = Spool(scratch / "spool")
    lines, names = _sort(files, spool)
    spooled = spool.paths()
    for kind, path in spooled.items():
        lines.setdefault(kind, []).append(path)
    if not lines:
        raise SourceRefused("There is no FHIR resource that can be used: give bundles or bulk NDJSON files.")

    tables = {kind: read_lines(con, kind, paths) for kind, paths in lines.items()}
    people = tables.get("Patient")
    return Extraction(
        people=PeopleExtract("Patient", patients.people(people), _names_of(lines["Patient"]))
        if people is not None
        else None,
        events=tuple(
            _event(kind, rows, _names_of(lines[kind]))
            for kind, rows in sorted(tables.items())
            if kind != "Patient"
        ),
        locate=_locator(lines, names, spool, spooled),
        unused=dict(spool.unused),
        line_files=tuple(str(path) for paths in lines.values() for path in paths),
    )


def _locator(
    lines: Mapping[str, Sequence[Path]], names: Mapping[str, str], spool: Spool, spooled: Mapping[str, Path]
) -> Locate:
    kind_of = {str(path): kind for kind, paths in lines.items() for path in paths}
    spool_paths = {str(path) for path in spooled.values()}

    def locate(file: str, rows: Iterator[tuple[int, int]]) -> Iterator[tuple[Place, int]]:
        kind = kind_of[file]
        look = looker(SHAPES[kind], resource=kind)
        found = locate_lines(Path(file), names.get(file, file), rows, look)
        if file not in spool_paths:
            yield from found
            return
        for place, number in found:
            yield spool.place(kind, (place.line or 1) - 1), number

    return locate


def _names_of(paths: Sequence[Path]) -> tuple[str, ...]:
    return tuple(str(path) for path in paths)


def _event(kind: str, rows: Expression, files: tuple[str, ...]) -> EventExtract:
    return replace(events.EXTRACTS[kind](rows), files=files)


def read_lines(con: Any, kind: str, paths: Sequence[Path]) -> Expression:
    """Return the rows of files of one resource type; a line that cannot be read is a row of nulls."""
    columns = {name: engine_type(shape) for name, shape in SHAPES[kind].items()}
    rows = con.read_json(
        [str(path) for path in paths],
        columns=columns,
        format="newline_delimited",
        ignore_errors=True,
        filename="path",
        maximum_object_size=LONGEST_LINE,
    )
    if len(paths) == 1:
        return rows.drop("path")
    # The path is the same for thousands of rows: its place is one small integer instead of a long text each.
    places = [(rows.path == str(path), ibis.literal(at, type="int32")) for at, path in enumerate(paths)]
    return rows.mutate(file=ibis.cases(*places)).drop("path")


def _sort(files: Sequence[SourceFile], spool: Spool) -> tuple[dict[str, list[Path]], dict[str, str]]:
    lines: dict[str, list[Path]] = {}
    names: dict[str, str] = {}
    for file in files:
        if file.ending == ".json":
            spool.add_bundle(file)
        elif file.ending in {".ndjson", ".jsonl"}:
            kind = _type_of_first_line(file)
            if kind and file.stem.startswith(kind.lower()):
                if kind in SHAPES:
                    lines.setdefault(kind, []).append(file.path)
                    names[str(file.path)] = file.name
                else:
                    spool.unused[kind] += 1
            else:
                spool.add_lines(file)
        else:
            spool.unused[f"file {file.name}"] += 1
    return lines, names


def _type_of_first_line(file: SourceFile) -> str | None:
    """Return the resource type of the first line, or what the name of the file says if that is unreadable."""
    for _, line in json_lines(file.path):
        try:
            kind = json.loads(line).get("resourceType")
        except (ValueError, AttributeError, RecursionError):
            break
        return kind if isinstance(kind, str) else None
    return next((kind for kind in SHAPES if file.stem.startswith(kind.lower())), None)
