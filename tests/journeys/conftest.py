"""The little Manchester, and how a page is looked at, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.manchester import little_manchester, manchester, teamed
from tests.support.browser import NARROW, assert_accessible, assert_fits

__all__ = ["little_manchester", "manchester", "teamed"]


@pytest.fixture
def look(page_as: Any, chart_ready: Any, screenshot: Any) -> Callable[..., Any]:
    """Look at a page in a window of a desk and of a telephone: charts drawn, accessible, none too wide."""

    def at(user: Any, address: str, name: str) -> Any:
        for viewport, picture in ((None, name), (NARROW, f"{name}-narrow")):
            page = page_as(user, viewport=viewport)
            page.goto(address)
            chart_ready(page)
            screenshot(page, picture)
            assert_accessible(page)
            assert_fits(page)
        return page

    return at
