"""Cut-offs and windows of scores, kept as data with their source."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lco.population.codelist_file import CodeListRefused, headed, table_rows

_FILE = Path(__file__).parent / "codelists" / "cut_offs.csv"


def cut_off(name: str) -> int:
    """Return a cut-off of ``codelists/cut_offs.csv``.

    Raises:
        KeyError: when there is none of that name.
    """
    return _read(_FILE)[name]


@cache
def _read(path: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    _, rows, _ = headed(path)
    for number, row in table_rows(path, rows):
        if row["id"] in found or not row["value"].isdigit() or not row["source"]:
            raise CodeListRefused(
                f"{path.name}, line {number}: give '{row['id']}' once, a whole number and its source."
            )
        found[row["id"]] = int(row["value"])
    return found
