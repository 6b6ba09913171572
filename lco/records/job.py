"""One load while it runs: its engine, its store, its key, and the tables it keeps aside."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ibis.expr.types import Table as Expression

from lco import engine
from lco.store import Store

Report = Callable[[str, int, int], None]


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage rarely while a load is put into words.

    Planning makes hundreds of thousands of small objects that live as long as the load; to visit them all
    again and again costs a tenth of it.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def silent(step: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass
class Job:
    """What every step of a load needs.

    Attributes:
        con: Ibis backend of DuckDB with room to spill.
        store: store the batch goes to.
        key: pseudonym key.
        source: name of the source, part of its own ids.
        today: day of loading, Europe/London; later days are in the future.
        is_first: whether the store is still empty, which spares every comparison with it.
        report: told the step, how much of it is done and how much there is.
    """

    con: Any
    store: Store
    key: bytes
    source: str
    today: date
    is_first: bool
    report: Report = silent
    _made: int = field(default=0, repr=False)

    def plan(self, rows: Expression) -> tuple[Expression, Callable[[], None]]:
        """Return the table that is to hold `rows`, and the work that fills it."""
        self._made += 1
        return engine.plan_hold(self.con, rows, f"held_{self._made}")

    def keep(self, rows: Expression) -> Expression:
        """Compute `rows` once and return them as a table held aside, in the order they were read."""
        self._made += 1
        return engine.hold(self.con, rows, f"held_{self._made}")
