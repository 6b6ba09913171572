"""People who sign in and the organisations they work for."""

from __future__ import annotations

from typing import Any, ClassVar

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from web.accounts.roles import Role


class Organisation(models.Model):
    """A partner of the place: a trust, the council, a federation of practices, a charity."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Find people by the address they sign in with, in any case of its letters."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person whose work e-mail address is `username`."""
        return self.get(email__iexact=(username or "").strip())


class User(AbstractBaseUser):
    """A person who signs in. One role, one organisation; teams come on top."""

    email = models.EmailField("work e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=30, choices=[(role.value, role.title) for role in Role])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    sessions_ended = models.PositiveIntegerField(
        default=0, help_text="how often all sessions were ended: a session begun before is over"
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="user_has_a_known_role"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_title(self) -> str:
        """The role in words."""
        return Role(self.role).title

    def get_full_name(self) -> str:
        """The name as shown on pages and in the audit trail."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # What a session is checked against at every request: one more ending, and all before are over.
        seal = f"{self.password} {self.sessions_ended}"
        return salted_hmac("web.accounts.session", seal, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, permission: str, thing: Any = None) -> bool:
        """Say whether this person's role holds `permission`."""
        return bool(self.is_active and rules.has_perm(permission, self, thing))

    def has_perms(self, permissions: list[str], thing: Any = None) -> bool:
        """Say whether this person's role holds every one of `permissions`."""
        return all(self.has_perm(permission, thing) for permission in permissions)
