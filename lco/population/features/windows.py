"""Windows of whole days before an index day, as the names of features count them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ibis.expr.types import BooleanValue

from lco.periods import Period
from lco.population.tables import in_period


@dataclass(frozen=True)
class Window:
    """Days counted back from an index day: the day before it is 1, and both ends belong to the window."""

    nearest: int
    farthest: int

    def starts_on(self, index_on: date) -> date:
        """Return the first day of the window."""
        return index_on - timedelta(days=self.farthest)

    def ends_before(self, index_on: date) -> date:
        """Return the day after the last day of the window."""
        return index_on - timedelta(days=self.nearest - 1)

    def period(self, index_on: date) -> Period:
        """Return the days of the window as a period."""
        return Period(self.starts_on(index_on), self.ends_before(index_on))

    def holds(self, day: Any, index_on: date) -> BooleanValue:
        """Say of a column of days whether each lies in the window before `index_on`."""
        return in_period(day, self.period(index_on))


QUARTER = Window(1, 90)
REST_OF_YEAR = Window(91, 365)
YEAR = Window(1, 365)
YEAR_BEFORE = Window(366, 730)
TWO_YEARS = Window(1, 730)
