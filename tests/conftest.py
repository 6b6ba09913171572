"""Fixtures for every test. Django is set up only when tests of the web are asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.browser import chart_ready, chromium, page_as, screenshot
from tests.support.database import django_db_modify_db_settings, django_db_setup, reachable_folder
from tests.support.people import organisation, user_of
from tests.support.published import published_run, published_store

__all__ = [
    "chart_ready",
    "chromium",
    "django_db_modify_db_settings",
    "django_db_setup",
    "organisation",
    "page_as",
    "published_run",
    "published_store",
    "reachable_folder",
    "screenshot",
    "user_of",
]

TESTS = Path(__file__).parent
# A test's JVM lives for seconds: what it spends on its best compiler it never earns back. Measured on the
# tests of a cluster, 202 s of CPU became 114 s.
_SHORT_LIVED_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_NEED_DJANGO = (TESTS / "web", TESTS / "journeys")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--soak``: look for longer than every change can wait."""
    parser.addoption("--soak", action="store_true", help="many more examples of every law, and more kills")


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up before its plugin looks, unless only tests that need none are asked for."""
    os.environ.setdefault("JAVA_TOOL_OPTIONS", _SHORT_LIVED_JAVA)
    if config.getoption("soak"):
        settings.register_profile("soak", max_examples=2_000, deadline=None)
        settings.load_profile("soak")
        os.environ["LCO_SOAK"] = "1"
    if not _asks_for_web(config):
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "web.config.settings"
    os.environ["LCO_MODE"] = "test"
    # Playwright keeps an event loop in the thread that also asks the database; nothing runs at once.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from django.conf import settings as django_settings

    assert django_settings.MODE == "test"  # loads the settings: the plugin then sets Django up
    django_settings.PASSWORD_HASHERS = ["tests.support.hashing.QuickArgon2"]


def _asks_for_web(config: pytest.Config) -> bool:
    asked = [Path(str(arg).split("::")[0]) for arg in config.args] or [TESTS]
    asked = [path if path.is_absolute() else config.invocation_params.dir / path for path in asked]
    return any(
        path == web or web in path.parents or path in web.parents for path in asked for web in _NEED_DJANGO
    )
