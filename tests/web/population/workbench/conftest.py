"""The run of the workbench, and people who may and may not look at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.support.workbench import bench, bench_folder

__all__ = ["bench", "bench_folder"]


@pytest.fixture
def signed_in(user_of: Callable[..., Any]) -> Callable[..., Client]:
    """Sign somebody of a role in: ``signed_in("analyst").get(...)``."""

    def sign_in(role: str, **more: Any) -> Client:
        client = Client()
        client.force_login(user_of(role, **more), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def analyst(signed_in: Callable[..., Client], bench: Any) -> Client:
    """An analyst before the run."""
    return signed_in("analyst")
