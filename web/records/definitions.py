"""A definition as a page tells it: what it says about itself, and its worked example as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lco.population.definition import Definition


@dataclass(frozen=True)
class Sample:
    """A table of a worked example: its name, the head of its columns, its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Told:
    """A definition ready for a page."""

    definition: Definition
    samples: Sequence[Sample]
    answers: Sequence[tuple[str, str]]

    @property
    def working(self) -> str:
        """How the answer comes about, in words."""
        return self.definition.example.working


def told(definition: Definition) -> Told:
    """Return `definition` with its worked example taken apart."""
    example = definition.example
    return Told(
        definition=definition,
        samples=[_sample(name, text) for name, text in example.given.items()],
        answers=[(str(key), _answer(value)) for key, value in example.expect.items()],
    )


def _sample(name: str, text: str) -> Sample:
    lines = [line for line in text.splitlines() if line.strip()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    heads = cells[0] if cells else []
    rows = [[*row, *[""] * (len(heads) - len(row))] for row in cells[1:]]
    return Sample(name.replace("_", " ").capitalize(), [head.replace("_", " ") for head in heads], rows)


def _answer(value: Any) -> str:
    match value:
        case (numerator, denominator):
            return f"{numerator} of {denominator}"
        case Mapping():
            return ", ".join(f"{str(name).replace('_', ' ')} {number}" for name, number in value.items())
        case _:
            return str(value)
