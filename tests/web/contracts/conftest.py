"""Somebody signed in, for the tests of these pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def signed_in(client: Any, user_of: Callable[..., Any]) -> Callable[..., Any]:
    """Return a client signed in with a role: ``signed_in("analyst")``."""

    users: dict[str, Any] = {}

    def sign_in(role: str = "analyst") -> Any:
        users[role] = users.get(role) or user_of(role)
        client.force_login(users[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
