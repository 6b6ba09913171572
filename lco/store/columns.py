"""What a table of the store is declared with: its name, its columns, and what each of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: its Ibis type (``!`` before it when never null), and what it holds, with its unit."""

    type: str
    meaning: str

    @property
    def is_required(self) -> bool:
        """Say whether the column is never null."""
        return self.type.startswith("!")


@dataclass(frozen=True)
class Table:
    """A record table: its columns in order and the columns that make a row one and the same."""

    name: str
    meaning: str
    columns: Mapping[str, Column]

    def schema(self) -> dict[str, str]:
        """Return column name to Ibis type, for ``ibis.schema``."""
        return {name: column.type for name, column in self.columns.items()}
