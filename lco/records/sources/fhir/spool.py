"""Lay bundles and mixed files out as one file of lines per type, remembering where each resource stood."""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any

from lco.records.container import SourceFile, SourceRefused
from lco.records.extract import Place
from lco.records.lines import json_lines
from lco.records.sources.fhir.shapes import SHAPES

LARGEST_BUNDLE = 256 << 20
_SPACE = " \t\r\n"
_IS_BUNDLE = re.compile(r'"resourceType"\s*:\s*"Bundle"')


class Spool:
    """Files of JSON lines in `folder`, one per resource type, with the place each line came from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, IO[bytes]] = {}
        self._names: list[str] = []
        self._places: dict[str, tuple[array[int], array[int]]] = {}
        self.unused: Counter[str] = Counter()

    def paths(self) -> dict[str, Path]:
        """Return the file of each resource type, closed and ready to read."""
        for file in self._files.values():
            file.close()
        return {name: self._folder / f"{name}.ndjson" for name in self._files}

    def place(self, resource: str, row: int) -> Place:
        """Return where the resource on a row (from 0) of a file stood."""
        files, lines = self._places[resource]
        return Place(self._names[files[row]], lines[row], None)

    def add_bundle(self, file: SourceFile) -> None:
        """Lay out the entries of a bundle, or a single resource.

        Raises:
            SourceRefused: when the file is no JSON text or no FHIR resource.
        """
        self._names.append(file.name)
        text = _text(file)
        try:
            for line, entry in _entries(text):
                if not isinstance(entry, dict) or "resource" not in entry:
                    self.unused["entry without a resource"] += 1
                    continue
                self._add(entry["resource"], line, entry.get("fullUrl"))
        except (ValueError, RecursionError) as error:
            raise SourceRefused(
                f"{file.name} is not well-formed JSON or was cut off ({error}): export it again."
            ) from error

    def add_lines(self, file: SourceFile) -> None:
        """Lay out a file of lines whose types are mixed; a line that cannot be read goes with the people."""
        self._names.append(file.name)
        for number, line in json_lines(file.path):
            try:
                resource = json.loads(line.decode("utf-8"))
            except (ValueError, RecursionError):
                self._write("Patient", line.strip().replace(b"\r", b" "), number)
                continue
            self._add(resource, number, None)

    def _add(self, resource: Any, line: int, full_url: Any) -> None:
        kind = resource.get("resourceType") if isinstance(resource, dict) else None
        if isinstance(kind, str) and kind not in SHAPES:
            self.unused[kind] += 1
            return
        if isinstance(resource, dict) and isinstance(full_url, str):
            resource["fullUrl"] = full_url
        text = json.dumps(resource, separators=(",", ":"))
        self._write(kind if isinstance(kind, str) else "Patient", text.encode("ascii"), line)

    def _write(self, kind: str, line: bytes, number: int) -> None:
        if kind not in self._files:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._files[kind] = (self._folder / f"{kind}.ndjson").open("wb")
            self._places[kind] = (array("q"), array("q"))
        self._files[kind].write(line + b"\n")
        files, lines = self._places[kind]
        files.append(len(self._names) - 1)
        lines.append(number)


def _text(file: SourceFile) -> str:
    if file.path.stat().st_size > LARGEST_BUNDLE:
        raise SourceRefused(
            f"{file.name} is a bundle of more than {LARGEST_BUNDLE >> 20} MB: "
            "export it as bulk NDJSON instead."
        )
    try:
        return file.path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceRefused(f"{file.name} is not UTF-8 at byte {error.start}: export it as UTF-8.") from error


def _entries(text: str) -> Iterator[tuple[int, Any]]:
    """Yield the line and value of each entry of a bundle, one in memory at a time."""
    if not _IS_BUNDLE.search(text):
        yield 1, {"resource": json.loads(text)}
        return
    decoder = json.JSONDecoder()
    at = _skip(text, 0, "{")
    while text[at : at + 1] != "}":
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, at, ":")
        if key == "entry" and text[at : at + 1] == "[":
            at = yield from _elements(decoder, text, at)
        else:
            _, at = decoder.raw_decode(text, at)
        at = _next(text, at, "}")
    if text[at + 1 :].strip():
        raise ValueError("something follows the end of the bundle")


def _elements(decoder: json.JSONDecoder, text: str, at: int) -> Generator[tuple[int, Any], None, int]:
    at = _skip(text, at, "[")
    line, counted = 1, 0
    while text[at : at + 1] != "]":
        line += text.count("\n", counted, at)
        counted = at
        value, at = decoder.raw_decode(text, at)
        yield line, value
        at = _next(text, at, "]")
    return at + 1


def _skip(text: str, at: int, sign: str) -> int:
    at = _space(text, at)
    if text[at : at + 1] != sign:
        raise ValueError(f"'{sign}' is missing at character {at + 1}")
    return _space(text, at + 1)


def _next(text: str, at: int, closing: str) -> int:
    at = _space(text, at)
    if text[at : at + 1] == ",":
        return _space(text, at + 1)
    if text[at : at + 1] != closing:
        raise ValueError(f"',' or '{closing}' is missing at character {at + 1}")
    return at


def _space(text: str, at: int) -> int:
    while text[at : at + 1] in _SPACE and at < len(text):
        at += 1
    return at
