"""How long a stranger waits for the first page: from a fresh clone, and the second time."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

from lco.cli.benches.result import BenchResult, Line

ROOT = Path(__file__).parents[3]
FIRST_SECONDS = 180.0
SECOND_SECONDS = 30.0
_TIMEOUT = 900


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Measure `make demo` up to its first answered page, from a clone without an environment, twice.

    Args:
        scratch: folder for the clone.
        quick: make 2,000 people only.
    """
    clone = scratch / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    options = "--json --no-stay" + (" --people 2000" if quick else "")
    first, second = _seconds(clone, options), _seconds(clone, options)
    return BenchResult(
        "demo",
        (
            Line("first start, environment and all", first, "s", FIRST_SECONDS, "lower", "three minutes"),
            Line("second start", second, "s", SECOND_SECONDS, "lower", "half a minute"),
        ),
    )


def _seconds(clone: Path, options: str) -> float:
    started = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LCO_")}
    outcome = subprocess.run(
        ["make", "--no-print-directory", "demo", f"DEMO={options}"],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
        check=True,
    )
    took = time.perf_counter() - started
    # The line comes once the readiness page has answered; a demonstration that never did has none.
    answered = json.loads(outcome.stdout.strip().splitlines()[-1])
    if not answered["url"].startswith("http://127.0.0.1:"):
        raise RuntimeError(f"The demonstration said {answered} instead of its address.")
    return took
