"""Debian's Chromium, an accessibility check, and screenshots for the docs.

A machine without Chromium skips these tests and says so; where ``CI`` is set they fail instead.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
TALLEST = 2400  # pixels: a list of a hundred rows says no more than its first screens


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, for the session."""
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing: the journeys cannot be run.")
        pytest.skip(f"NO BROWSER: {CHROMIUM} is missing, so no page was looked at. Run 'make components'.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page_as(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a page signed in as a user: ``page = page_as(user)``; None for a stranger.

    `scale` is how many pixels of the screen one of the page takes: 2 for a page seen at 200 %.

    The page fails the test when the content-security-policy is broken, a script fails, or anything is
    fetched from another host.
    """

    opened: list[tuple[Any, list[str]]] = []

    def open_page(user: Any = None, *, viewport: dict[str, int] | None = None, scale: float = 1) -> Page:
        context = chromium.new_context(
            viewport=viewport or WIDE,
            device_scale_factor=scale,
            base_url=live_server.url,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        if user is not None:
            context.add_cookies([_session_cookie(user, live_server.url)])
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text) if _is_fault(message) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:", "blob:"))
                else wrong.append(f"fetched {request.url}")
            ),
        )
        page.on(
            "response",
            lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )
        opened.append((context, wrong))
        return page

    yield open_page
    faults = [fault for _, wrong in opened for fault in wrong]
    for context, _ in opened:
        context.close()
    assert faults == []


def _is_fault(message: Any) -> bool:
    # A page that answers 403, 404 or 429 is what some journeys are about; Chromium calls it an error.
    return message.type == "error" and "Failed to load resource" not in message.text


def _session_cookie(user: Any, url: str) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}


@pytest.fixture
def chart_ready() -> Callable[[Page], None]:
    """Wait until every chart of a page is drawn."""

    def wait(page: Page) -> None:
        from playwright.sync_api import expect

        for chart in page.locator("[data-chart]").all():
            expect(chart).to_have_class(re.compile("lco-chart__picture--drawn"), timeout=20_000)

    return wait


@pytest.fixture
def screenshot() -> Callable[..., None]:
    """Keep a picture of a page in docs/screenshots, when ``LCO_SCREENSHOTS`` is set: its first screens."""

    def keep(page: Page, name: str, *, tallest: int = TALLEST) -> None:
        if os.environ.get("LCO_SCREENSHOTS"):
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            size = page.evaluate(
                "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
            )
            page.screenshot(
                path=SCREENSHOTS / f"{name}.jpg",
                quality=75,
                full_page=True,
                clip={"x": 0, "y": 0, "width": size[0], "height": min(size[1], tallest)},
                animations="disabled",
            )

    return keep


def assert_accessible(page: Page) -> None:
    """Fail unless axe finds nothing against WCAG 2.2 AA; names each rule and element that does."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    told = [f"{each['id']}: {each['help']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
    assert told == [], "\n".join(told)


def assert_fits(page: Page) -> None:
    """Fail when the page is wider than the window, so that one would have to scroll sideways."""
    found = page.evaluate(
        """() => {
            const room = document.documentElement.clientWidth;
            const wide = document.documentElement.scrollWidth;
            const elements = [...document.body.querySelectorAll("*")]
                .filter((element) => element.getBoundingClientRect().right > room + 1)
                .map((element) => element.outerHTML.slice(0, 120));
            return { over: wide - room, elements: elements.slice(0, 5) };
        }"""
    )
    assert found["over"] <= 0, f"{found['over']} pixels wider than the window: {found['elements']}"
