"""The little Manchester with a team that can hold a meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.manchester import little_manchester, manchester, teamed

__all__ = ["little_manchester", "manchester", "teamed"]


@pytest.fixture
def setting(teamed: Callable[..., Any]) -> Any:
    """The first team: five members who fill the seats of the quorum, and a meeting tomorrow."""
    from tests.web.teams.meetings.setting import seated

    return seated(teamed)
