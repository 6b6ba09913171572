"""The little Manchester, two partners and a browser each, for the tests of assessments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.journeys.manchester import little_manchester, manchester, teamed

__all__ = ["little_manchester", "manchester", "teamed"]


@pytest.fixture
def nurse(teamed: Callable[..., Any]) -> Any:
    """A member of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def social_worker(teamed: Callable[..., Any]) -> Any:
    """A member of the same team, employed by the council."""
    from web.accounts.models import Organisation

    user = teamed("team_member", name="Tom Reilly")
    user.organisation = Organisation.objects.get_or_create(name="City council")[0]
    user.save()
    return user


@pytest.fixture
def client(nurse: Any) -> Client:
    """Her browser."""
    return signed(nurse)


def signed(user: Any) -> Client:
    """Return a browser signed in as `user`."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
