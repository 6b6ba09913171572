"""OMOP CDM 5.4: a folder or zip of Parquet or CSV files named like their tables, or a DuckDB file."""

from lco.records.sources.omop.reading import read

__all__ = ["read"]
