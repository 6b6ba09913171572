"""Scores a file of rows with comorbidipy and prints what it took; run by its own Python, without the rest."""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module


def main(path: str) -> None:
    """Score the rows of a Parquet file with `person` and `text` once, from memory."""
    polars, package = import_module("polars"), import_module("comorbidipy")
    rows = polars.read_parquet(path, columns=["person", "text"])
    rows = rows.rename({"person": "id", "text": "code"})
    began, busy = time.perf_counter(), time.process_time()
    package.comorbidity(rows)
    package.hfrs(rows)
    took = {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - busy,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    print(json.dumps(took))


if __name__ == "__main__":
    main(sys.argv[1])
