"""People who sign in, for tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

PASSWORD = "correct horse battery staple"  # pragma: allowlist secret


@pytest.fixture
def organisation(db: None) -> Any:
    """An organisation of the place."""
    from web.accounts import actions

    return actions.add_organisation(by=None, name="Smalltown Community Trust")


@pytest.fixture
def user_of(organisation: Any) -> Callable[..., Any]:
    """Make a user of a role: ``user_of("analyst")``; a second one of the role takes a name of its own."""
    from web.accounts import actions
    from web.accounts.roles import Role

    def make(role: str, *, name: str = "", organisation: Any = organisation) -> Any:
        name = name or f"Robin {role.replace('_', ' ').title()}"
        return actions.add_user(
            by=None,
            email=f"{name.lower().replace(' ', '.')}@smalltown.example",
            name=name,
            role=Role(role),
            organisation=organisation,
            password=PASSWORD,
        )

    return make
