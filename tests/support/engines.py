"""The engines every definition must agree on: DuckDB always, Spark where Java and pyspark are."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import warnings
from typing import Any

import pytest

from lco import engine

ENGINES = [pytest.param("duckdb"), pytest.param("spark", marks=pytest.mark.spark)]


def connected(name: engine.EngineName) -> Any:
    """Return a backend; Spark's session is started once for all tests of a process."""
    if name == "spark":
        return _spark()
    return engine.connect("duckdb")


@functools.cache
def _spark() -> Any:
    missing = [what for what, is_there in _needed().items() if not is_there]
    if missing:
        sentence = f"NOT TESTED on Spark: {' and '.join(missing)} missing on this machine"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{sentence}, and in CI nothing may be left out.")
        warnings.warn(sentence, stacklevel=2)
        pytest.skip(sentence)
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    return engine.connect("spark")


def _needed() -> dict[str, bool]:
    java = shutil.which("java") or (os.environ.get("JAVA_HOME") or None)
    return {"pyspark": importlib.util.find_spec("pyspark") is not None, "Java": java is not None}
