"""Our own CSV: one file per record table, people and codes as text (`lco records template` writes it)."""

from lco.records.sources.csv.reading import read

__all__ = ["read"]
