"""All reads of the accounts app."""

from __future__ import annotations

from django.db.models import QuerySet

from web.accounts.models import User
from web.accounts.roles import PERMISSIONS, Role


def users() -> QuerySet[User]:
    """Return everybody who may sign in, with their organisation."""
    return User.objects.select_related("organisation")


def permissions_of(role: str) -> list[str]:
    """Return the permissions of a role, in the order of the page of roles."""
    return [name for name, roles in PERMISSIONS.items() if Role(role) in roles]
