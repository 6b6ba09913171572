"""Proposes the rows of the access tables that are missing, from how the web answers now.

    python -m tests.web.propose_access_rows            print what is missing
    python -m tests.web.propose_access_rows --write    and add it to the tables

What it proposes is what the web does, not what it should do: somebody reads every row before it is kept.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.journeys.manchester import little_manchester, manchester, teamed
from tests.web.access_matrix_things import THINGS
from tests.web.access_matrix_viewers import (
    ROLES,
    SITUATIONS_TABLE,
    TABLE,
    VIEWERS,
    address,
    answer,
    answer_to,
    everybody,
    known,
    named,
    rows,
    situations_of,
    unpainted,
    used,
)
from tests.web.test_access_matrix import viewers

__all__ = ["little_manchester", "manchester", "teamed", "viewers"]

# What an address takes, by the name it has there, and the placeholder that stands for it.
TAKES = {"pseudonym": "{person}", "slug": "{team}"}
_LAST = "accounts:sign_out"


def _missing() -> list[dict[str, str]]:
    """Return addresses without a row, both ways of asking; a ``?`` stands for what is not known."""
    there = {row["url"] for row in rows()}
    return [
        {"url": name, "method": method, "args": " ".join(_argument(taken) for taken in takes)}
        for name, takes in named(get_resolver())
        if name not in there
        for method in ("GET", "POST")
    ]


def _argument(name: str) -> str:
    return TAKES.get(name) or (f"{{{name}}}" if f"{{{name}}}" in THINGS else "?")


@pytest.mark.django_db
def test_propose(viewers: dict[str, Any], teamed: Any, user_of: Any) -> None:
    """Ask every missing question and write down the answer."""
    missing = [row for row in _missing() if "?" not in row["args"]]
    things = known(used([*rows(), *missing]))
    stranger = Client()
    with unpainted():
        for row in missing:
            at, method = address(row, things), row["method"]
            row["signed_out"] = answer(stranger, method, at)
            row.update({viewer: answer_to(user, method, at) for viewer, user in viewers.items()})
        situations = _situations([*rows(), *missing], things, everybody(teamed, user_of))
    _told("access_matrix.csv", missing)
    _told("access_matrix_situations.csv", situations)
    for row in _missing():
        if "?" in row["args"]:
            print(f"needs a placeholder in access_matrix_things.py: {row['url']} {row['args']}")
    if os.environ.get("LCO_WRITE_ACCESS_ROWS"):
        _write_all(missing, situations)


def _situations(
    table: list[dict[str, str]], things: dict[str, Any], users: dict[tuple[str, str], Any]
) -> list[dict[str, str]]:
    """Return the answers in every situation that no row tells yet."""
    there = {(*_key(row), row["situation"]) for row in rows(SITUATIONS_TABLE)}
    found = []
    for row in table:
        for situation in situations_of(row):
            if (*_key(row), situation) not in there:
                at = address(row, things)
                answers = {role: answer_to(users[situation, role], row["method"], at) for role in ROLES}
                key = dict(zip(("url", "method", "args"), _key(row), strict=True))
                found.append({**key, "situation": situation, **answers})
    return found


def _write_all(missing: list[dict[str, str]], situations: list[dict[str, str]]) -> None:
    last = [row for row in rows() if row["url"] == _LAST]
    others = [row for row in rows() if row["url"] != _LAST]
    # Somebody may have added rows of their own meanwhile: those stay as they are.
    there = {_key(row) for row in others}
    _write(TABLE, [*others, *(row for row in missing if _key(row) not in there), *last])
    kept = {(*_key(row), situation) for row in rows() for situation in situations_of(row)}
    held = [row for row in rows(SITUATIONS_TABLE) if (*_key(row), row["situation"]) in kept]
    _write(SITUATIONS_TABLE, sorted([*held, *situations], key=_order))


def _key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["url"], row["method"], row["args"]


def _order(row: dict[str, str]) -> tuple[bool, str, str, str, str]:
    # Signing out ends a browser's session: it stands last.
    return row["url"] == _LAST, row["url"], row["method"], row["args"], row["situation"]


def _told(name: str, found: list[dict[str, str]]) -> None:
    for row in found:
        print(f"{name}: {','.join(row.values())}")


def _write(table: Path, found: list[dict[str, str]]) -> None:
    heads = (
        ["url", "method", "args", *VIEWERS]
        if table == TABLE
        else ["url", "method", "args", "situation", *ROLES]
    )
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


if __name__ == "__main__":
    if "--write" in sys.argv:
        os.environ["LCO_WRITE_ACCESS_ROWS"] = "1"
    sys.exit(pytest.main([__file__, "-q", "-s", "-p", "no:xdist", "-p", "no:cacheprovider"]))
