"""Find the lines of refused rows, and look at each once more for the reason that fits best."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lco.records.extract import Place
from lco.records.reasons import NUMBER

# A shape is what a value should look like: str for a text, {..} for an object, [..] for a list of one shape.
Shape = Any


def json_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the number, from 1, and the bytes of each line that is not blank."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line


def locate_lines(
    path: Path, name: str, rows: Iterator[tuple[int, int]], look: Callable[[bytes, int], int]
) -> Iterator[tuple[Place, int]]:
    """Yield where each row (from 0, rising) of a file of JSON lines stands, and the reason `look` gives."""
    lines = enumerate(json_lines(path))
    for row, number in rows:
        for at, (line_number, line) in lines:
            if at == row:
                yield Place(name, line_number, None), look(line, number)
                break


def looker(shape: Shape, *, resource: str) -> Callable[[bytes, int], int]:
    """Return a function that looks at a refused line again.

    The engine tells only that it could not read a row or a field; the text tells why.
    """

    def look(line: bytes, number: int) -> int:
        try:
            found = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            return NUMBER["invalid_utf8"]
        except (ValueError, RecursionError):
            return NUMBER["malformed"]
        if not isinstance(found, dict):
            return NUMBER["wrong_type"]
        if number == NUMBER["malformed"] and found.get("resourceType") not in (resource, None):
            return NUMBER["wrong_resource"]
        return number if fits(found, shape) else NUMBER["wrong_type"]

    return look


def fits(value: Any, shape: Shape) -> bool:
    """Say whether a JSON value has the shape; what is missing or null fits everything."""
    if value is None:
        return True
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(fits(value.get(key), inner) for key, inner in shape.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(one, shape[0]) for one in value)
    return not isinstance(value, dict | list)


def engine_type(shape: Shape) -> str:
    """Return the type DuckDB reads a shape as: ``STRUCT(system VARCHAR)[]``."""
    if isinstance(shape, dict):
        fields = ", ".join(f'"{name}" {engine_type(inner)}' for name, inner in shape.items())
        return f"STRUCT({fields})"
    if isinstance(shape, list):
        return engine_type(shape[0]) + "[]"
    return "VARCHAR"
