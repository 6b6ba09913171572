"""The people list of the published run, asked in process: one connection, one question at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lco import engine
from lco.disclosure import SMALLEST_SHOWN
from lco.population.counted import Counted, shown
from lco.population.counting import Near, steps_back, tally
from lco.population.criteria import Criteria
from lco.store.runs import Run

# Half a gigabyte holds the columns of a city; a connection is no business of two threads at once.
_MEMORY = "512MB"
_ONE_AT_A_TIME = threading.Lock()


def columns(run: Run) -> frozenset[str]:
    """Return the columns of the people list of a run."""
    with _ONE_AT_A_TIME:
        return frozenset(_people(run.path.resolve()).columns)


def count(run: Run, criteria: Criteria, *, former: Iterable[Near] = ()) -> Counted:
    """Return what may be shown of the people who meet `criteria`, held against what was counted before.

    Raises:
        CriteriaRefused: when the people list of the run does not hold a field.
    """
    near = [*steps_back(criteria), *former]
    with _ONE_AT_A_TIME:
        found = tally(_connection(), _people(run.path.resolve()), criteria, near=near)
    return shown(found, smallest=smallest_shown(run))


def smallest_shown(run: Run | None = None) -> int:
    """Return the smallest count that may be shown, as the run was told."""
    return int(run.manifest.settings.get("smallest_shown", SMALLEST_SHOWN)) if run else SMALLEST_SHOWN


@cache
def _connection() -> Any:
    return engine.connect(memory_limit=_MEMORY)


@lru_cache(maxsize=4)
def _people(path: Path) -> Any:
    # A run never changes, so what was opened once stays true.
    return engine.read_parquet(_connection(), path / "people.parquet")
