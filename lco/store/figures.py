"""A figure: one published number with everything needed to ask where it came from."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from lco.store.layout import StoreRefused

SCHEMA = pa.schema(
    [
        pa.field("figure", pa.string(), nullable=False),
        pa.field("definition", pa.string(), nullable=False),
        pa.field("label", pa.string(), nullable=False),
        pa.field("area", pa.string(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("lower", pa.float64()),
        pa.field("upper", pa.float64()),
        pa.field("numerator", pa.float64()),
        pa.field("denominator", pa.float64()),
        pa.field("unit", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("is_suppressed", pa.bool_(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("working", pa.string(), nullable=False),
        pa.field("inputs", pa.list_(pa.string()), nullable=False),
    ]
)


@dataclass(frozen=True)
class Figure:
    """One published number.

    Attributes:
        figure: its id, words with slashes, such as ``population/ardwick_and_longsight``.
        definition: id of the definition it follows; the manifest of the run describes it.
        label: what it is, in words.
        area: id of the place, locality or neighbourhood, or ``not_placed``.
        period: the day or the period it speaks of.
        value: the number in `unit`; null when suppressed or when there is none (a rate of nobody).
        lower, upper: its 95% interval, where it has one.
        numerator, denominator: what a rate or share was divided from.
        unit: ``people``, ``per 1,000 people`` ...
        kind: a `lco.quantities.Kind`: stock, flow, recurrent or cumulative.
        is_suppressed: whether the number is withheld since it is small or would give a small one away.
        source: record tables, or pack file and line with the section of the paper.
        working: how it came about, in a sentence.
        inputs: ids of figures, ``records/<table>`` or ``places/<place>/<file>:<line>``.

    Raises:
        StoreRefused: when a suppressed figure still carries its number.
    """

    figure: str
    definition: str
    label: str
    area: str
    period: str
    value: float | None
    unit: str
    kind: str
    source: str
    working: str
    inputs: tuple[str, ...]
    lower: float | None = None
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    is_suppressed: bool = False

    def __post_init__(self) -> None:
        if self.is_suppressed and any(
            number is not None for number in (self.value, self.lower, self.upper, self.numerator)
        ):
            raise StoreRefused(f"The figure {self.figure} is suppressed and must not carry its number.")


def write_figures(figures: Iterable[Figure], path: Path) -> int:
    """Write figures as Parquet in order of their id; return how many.

    Raises:
        StoreRefused: when two figures have the same id.
    """
    ordered = sorted(figures, key=lambda each: each.figure)
    for one, other in itertools.pairwise(ordered):
        if one.figure == other.figure:
            raise StoreRefused(f"Two figures are called {one.figure}: each needs an id of its own.")
    columns = {name: [getattr(each, name) for each in ordered] for name in SCHEMA.names}
    columns["inputs"] = [list(each.inputs) for each in ordered]
    parquet.write_table(pa.table(columns, schema=SCHEMA), path, compression="zstd")
    return len(ordered)


def read_figures(path: Path) -> dict[str, Figure]:
    """Read figures, by id."""
    names = {field.name for field in fields(Figure)}
    read: dict[str, Figure] = {}
    for row in parquet.read_table(path, schema=SCHEMA).to_pylist():
        row["inputs"] = tuple(row["inputs"])
        read[row["figure"]] = Figure(**{name: row[name] for name in names})
    return read
