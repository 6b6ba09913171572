"""What a measurement says: figures beside the limit they are held to and the peer they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Line:
    """One figure of a measurement.

    `limit` is the figure to meet (None when it is only shown), `better` says which way is better, and
    `against` names the peer or the limit measured in the same run. `cpu_seconds` are those of all threads
    of the work measured, where they were taken.
    """

    what: str
    measured: float
    unit: str
    limit: float | None
    better: Literal["lower", "higher"]
    against: str
    cpu_seconds: float | None = None

    @property
    def is_met(self) -> bool:
        """Say whether the limit, if there is one, is met."""
        if self.limit is None:
            return True
        return self.measured <= self.limit if self.better == "lower" else self.measured >= self.limit


@dataclass(frozen=True)
class BenchResult:
    """One measurement: its name, its lines, and what could not be measured and why."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
