"""The checks of the records, made once for the same loads and kept: they read every row.

Up to a few hundred thousand rows the page waits for them. More rows are checked while the page is
looked at already; beyond what one may wait for, the command line does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from threading import Lock

from lco.engine import connect
from lco.records.quality import QualityRow, quality_report
from web.records.queries import batches, rows_loaded, store
from web.ui.published import published

# About a second, and about a minute, of two processors.
WAITED_FOR = 500_000
MOST = 60_000_000

_made: dict[tuple[str, tuple[str, ...], date], Sequence[QualityRow]] = {}
_one_at_a_time = Lock()


class Checks(Enum):
    """Why there are no checks to show."""

    IN_A_MOMENT = "in a moment"
    TOO_MANY_ROWS = "too many rows"


def checks(*, is_waited_for: bool) -> Sequence[QualityRow] | Checks:
    """Return every check of the records; or why there is none to show yet.

    The day of the report is the one the published run looks back from, else that of the newest load.
    """
    found, loads = store(), batches()
    if found is None or not loads:
        return ()
    run = published()
    as_of = run.run.manifest.index_on if run else loads[0].loaded_at.date()
    key = (str(found.path), tuple(each.batch for each in loads), as_of)
    if key in _made:
        return _made[key]
    if (rows := rows_loaded()) > MOST:
        return Checks.TOO_MANY_ROWS
    if rows > WAITED_FOR and not is_waited_for:
        return Checks.IN_A_MOMENT
    with _one_at_a_time:
        if key not in _made:
            con = connect(memory_limit="2GB")
            try:
                _made[key] = quality_report(found, con, as_of)
            finally:
                con.disconnect()
    return _made[key]
