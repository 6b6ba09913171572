"""Rows for what others do: sign-ins, sign-outs, failures, writes of the accounts app."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import user_logged_in, user_logged_out, user_login_failed

from web.accounts.models import User
from web.accounts.signals import account_written
from web.audit import actions
from web.audit.models import Act


def connect() -> None:
    """Begin to listen."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="audit.sign_in_failed")
    account_written.connect(_account_written, dispatch_uid="audit.account_written")


def _signed_in(user: User, **_: Any) -> None:
    actions.record(by=user, act=Act.SIGN_IN)


def _signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        actions.record(by=user, act=Act.SIGN_OUT)


def _failed(**_: Any) -> None:
    # The address tried is not written: it may be a password typed into the wrong field.
    actions.record(by=None, act=Act.SIGN_IN_FAILED)


def _account_written(by: User | None, kind: str, id: str, detail: str, **_: Any) -> None:
    actions.record_write(by=by, kind=kind, id=id, detail=detail)
