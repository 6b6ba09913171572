"""Every page of a team's week, in a browser: accessible, and none wider than a telephone or a page at 200 %.

The pages are those of the access matrix, so that a page nobody looked at cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.support.browser import NARROW, WIDE, assert_accessible, assert_fits
from tests.web.access_matrix_things import THINGS
from tests.web.test_access_matrix import rows

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

VIEWERS = ("team_lead", "team_member", "privacy_officer", "administrator")
# At 200 % a window of 1280 pixels shows a page of 640.
ZOOMED = {"width": 640, "height": 450}
PARTS = 4
DOWNLOAD = 0


def pages() -> list[tuple[str, dict[str, str]]]:
    """Return who looks at which row of the matrix: one viewer who may for each page."""
    shown = {}
    for row in rows():
        is_page = row["method"] == "GET" and row["url"].startswith(("teams:", "audit:"))
        viewer = next((each for each in VIEWERS if row[each] == "200"), None)
        if is_page and viewer:
            shown.setdefault((row["url"], row["args"]), (viewer, row))
    return list(shown.values())


def addresses(part: int) -> Iterator[tuple[str, str]]:
    """Yield viewer and address of a quarter of the pages; all things are made first, as for the matrix."""
    used = {arg for _, row in pages() for arg in row["args"].split()}
    known = {name: make() for name, make in THINGS.items() if name in used}
    for viewer, row in pages()[part::PARTS]:
        yield viewer, reverse(row["url"], args=[known.get(arg, arg) for arg in row["args"].split()])


def test_there_are_pages_to_look_at() -> None:
    assert len(pages()) > 60


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_fits(
    part: int, teamed: Callable[..., Any], page_as: Callable[..., Any]
) -> None:
    users = {role: teamed(role) for role in VIEWERS}
    windows = {role: page_as(user) for role, user in users.items()}
    wrong = [
        f"{viewer} {address}: {fault}"
        for viewer, address in addresses(part)
        for fault in faults(windows[viewer], address)
    ]
    assert wrong == [], "\n".join(wrong)


def opened(page: Any, address: str) -> int:
    """Return the status of a page, or `DOWNLOAD` where the answer is a file to keep."""
    from playwright.sync_api import Error

    try:
        return int(page.goto(address).status)
    except Error as fault:
        if "Download is starting" not in str(fault):
            raise
        return DOWNLOAD


def faults(page: Any, address: str) -> Iterator[str]:
    """Yield what is wrong with a page at a desk, at 200 % and on a telephone."""
    for size, look in ((WIDE, assert_accessible), (ZOOMED, assert_fits), (NARROW, assert_fits)):
        page.set_viewport_size(size)
        status = opened(page, address)
        if status != 200:
            yield from () if status == DOWNLOAD else (f"answers {status}",)
            return
        try:
            look(page)
        except AssertionError as fault:
            yield str(fault)
