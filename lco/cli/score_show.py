"""How ``lco score show`` puts a score into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from lco.population.definition import Definition
from lco.population.example import text_rows
from lco.population.score import columns_of
from lco.population.worked import Rows, agrees, kind_of, lists_of

WIDE = 96


def said(definition: Definition, found: Rows) -> Iterator[str]:
    """Yield the lines that say what a score is and how its worked example comes about."""
    yield f"{definition.title}  [{definition.id}]"
    for name, text in _about(definition):
        lines = wrap(text, WIDE - 13)
        yield f"  {name:11}{lines[0]}"
        yield from (f"  {'':11}{line}" for line in lines[1:])
    yield ""
    yield f"Worked example, as of {definition.example.index_on}"
    for table, text in definition.example.given.items():
        yield f"  {table}"
        yield from _table(list(text_rows(text)))
    for file in definition.example.codelists:
        yield f"  with the place's own {file}"
    yield "  answer, computed here and now"
    yield from _table([_cells(definition, person, row) for person, row in found.items()])
    yield ""
    yield from wrap(definition.example.working, WIDE)
    yield "Computed and printed answer agree." if agrees(definition, found) else "THE ANSWERS DIFFER."


def shown_plain(definition: Definition, found: Rows) -> dict[str, Any]:
    """Return a worked example as plain values."""
    example = definition.example
    return {
        "example": {
            "index_on": example.index_on,
            "given": {table: list(text_rows(text)) for table, text in example.given.items()},
            "codelists": dict(example.codelists),
            "expected": [_answer(person, row) for person, row in example.expect.items()],
            "computed": [_answer(person, row) for person, row in found.items()],
            "working": example.working,
            "agrees": agrees(definition, found),
        }
    }


def _answer(person: int, row: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"person": person, **(row or {})}


def _about(definition: Definition) -> Iterator[tuple[str, str]]:
    yield "why", definition.why
    yield "source", definition.source
    yield "unit", definition.unit
    yield "no row", "; ".join(_absent(name, absent) for name, absent in columns_of(definition).items())
    yield "owner", f"{definition.owner}, next review {definition.next_review}"
    yield "code", f"{definition.file}, version {definition.version}"
    for used in lists_of(definition):
        yield kind_of(used), f"{used.name} {used.version}, sha256 {used.sha256[:12]}: {used.source}"


def _absent(name: str, absent: object) -> str:
    return f"{name} is null, which is not 0" if absent is None else f"{name} is {absent}"


def _cells(definition: Definition, person: int, row: Mapping[str, Any] | None) -> dict[str, str]:
    names = columns_of(definition)
    if row is None:
        return {"person": str(person), **dict.fromkeys(names, "no row")}
    return {
        "person": str(person),
        **{name: "null" if row[name] is None else str(row[name]) for name in names},
    }


def _table(rows: list[dict[str, str]]) -> Iterator[str]:
    if not rows:
        return
    widths = {name: max(len(name), *(len(row[name]) for row in rows)) for name in rows[0]}
    for row in [{name: name for name in rows[0]}, *rows]:
        cells = "  ".join(f"{row[name]:{width}}" for name, width in widths.items())
        yield f"    {cells.rstrip()}"
