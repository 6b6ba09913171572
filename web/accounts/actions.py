"""All writes of the accounts app."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from web.accounts.models import Organisation, User
from web.accounts.roles import Role
from web.accounts.signals import account_written


@transaction.atomic
def add_organisation(*, by: User | None, name: str) -> Organisation:
    """Return the organisation of that name, made when there is none. `by` is None for a command."""
    organisation, is_new = Organisation.objects.get_or_create(name=name.strip())
    if is_new:
        _tell(by, "organisation", organisation.pk, "added")
    return organisation


@transaction.atomic
def add_user(
    *, by: User | None, email: str, name: str, role: Role, organisation: Organisation, password: str
) -> User:
    """Add a person who may sign in.

    Raises:
        django.core.exceptions.ValidationError: when the password is weak or the address is taken.
    """
    user = User(email=email.strip().lower(), name=name.strip(), role=Role(role), organisation=organisation)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    _tell(by, "user", user.pk, f"added as {user.role_title.lower()}")
    return user


@transaction.atomic
def set_password(*, by: User | None, user: User, password: str) -> None:
    """Give `user` another password; whoever is signed in with the old one is signed out.

    Raises:
        django.core.exceptions.ValidationError: when the password is weak.
    """
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    _tell(by, "user", user.pk, "given another password")


@transaction.atomic
def end_sessions(*, by: User | None, user: User) -> None:
    """Sign `user` out wherever they are signed in; they may sign in again while the account is open."""
    held = User.objects.select_for_update().get(pk=user.pk)
    held.sessions_ended += 1
    held.save(update_fields=["sessions_ended"])
    user.sessions_ended = held.sessions_ended
    _tell(by, "user", user.pk, "signed out everywhere")


@transaction.atomic
def close_account(*, by: User | None, user: User) -> None:
    """Let `user` sign in no more, and sign them out everywhere; a second time changes nothing."""
    held = User.objects.select_for_update().get(pk=user.pk)
    if not held.is_active:
        return
    held.is_active = user.is_active = False
    held.save(update_fields=["is_active"])
    _tell(by, "user", user.pk, "may sign in no more")
    end_sessions(by=by, user=user)


def _tell(by: User | None, kind: str, key: int, detail: str) -> None:
    account_written.send(sender=User, by=by, kind=kind, id=str(key), detail=detail)
