"""Signing in, being locked out, being away, and what each role may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.support.people import PASSWORD
from web.accounts import actions
from web.accounts.access import requires
from web.accounts.models import User
from web.accounts.roles import PERMISSIONS, Role, may
from web.audit.models import Act, AuditEntry
from web.teams.permissions import KEPT_BY_LEADS

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in"


def sign_in(client: Client, user: Any, password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"username": user.email, "password": password, **more})


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_page(
    client: Client, user_of: Callable[..., Any]
) -> None:
    answer = client.get("/place")
    assert answer.status_code == 302
    assert answer.url == f"{SIGN_IN}?next=/place"
    answer = sign_in(client, user_of("analyst"), next="/place")
    assert answer.url == "/place"


def test_signing_in_never_leads_to_another_host(client: Client, user_of: Callable[..., Any]) -> None:
    for planted in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        answer = sign_in(Client(), user_of("analyst", name=f"Robin {len(planted)}"), next=planted)
        assert answer.url == "/"


def test_the_session_changes_with_signing_in(client: Client, user_of: Callable[..., Any]) -> None:
    client.get("/accounts/sign-in")
    client.session["planted"] = "1"
    session = client.session
    session.save()
    before = session.session_key
    sign_in(client, user_of("analyst"))
    assert client.session.session_key != before


def test_the_address_is_read_in_any_case(client: Client, user_of: Callable[..., Any]) -> None:
    user = user_of("analyst")
    user.email = user.email.upper()
    assert sign_in(client, user).status_code == 302


def test_two_people_cannot_share_an_address(user_of: Callable[..., Any]) -> None:
    user = user_of("analyst")
    with pytest.raises(ValidationError):
        user_of("analyst")
    user.pk, user.email = None, user.email.upper()
    with pytest.raises(IntegrityError), transaction.atomic():
        user.save(force_insert=True)


def test_a_weak_password_is_refused(organisation: Any) -> None:
    with pytest.raises(ValidationError):
        actions.add_user(
            by=None,
            email="a@b.example",
            name="A",
            role=Role.ANALYST,
            organisation=organisation,
            password="short",  # pragma: allowlist secret
        )


def test_five_wrong_passwords_lock_the_address_for_fifteen_minutes(
    client: Client, user_of: Callable[..., Any]
) -> None:
    user = user_of("analyst")
    with time_machine.travel("2026-08-06 09:00:00+00:00", tick=False) as clock:
        for _ in range(4):
            assert sign_in(client, user, "wrong").status_code == 200
        assert sign_in(client, user, "wrong").status_code == 429
        locked = sign_in(client, user)
        assert locked.status_code == 429
        assert "locked for 15 minutes" in locked.content.decode()
        clock.shift(16 * 60)
        assert sign_in(client, user).status_code == 302
    assert AuditEntry.objects.filter(act=Act.SIGN_IN_FAILED).count() >= 5
    assert not AuditEntry.objects.filter(detail__contains=user.email).exists()


def test_the_same_words_for_an_unknown_address_and_a_wrong_password(
    client: Client, user_of: Callable[..., Any]
) -> None:
    known = sign_in(client, user_of("analyst"), "wrong").content.decode()
    unknown = client.post(SIGN_IN, {"username": "nobody@x.example", "password": "wrong"}).content.decode()
    sentence = "The e-mail address or the password is wrong"
    assert sentence in known
    assert sentence in unknown


def test_somebody_who_left_cannot_sign_in(client: Client, user_of: Callable[..., Any]) -> None:
    user = user_of("analyst")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert sign_in(client, user).status_code == 200
    assert client.get("/").status_code == 302


def test_half_an_hour_away_ends_the_session(client: Client, user_of: Callable[..., Any]) -> None:
    with time_machine.travel("2026-08-06 09:00:00+00:00", tick=False) as clock:
        sign_in(client, user_of("analyst"))
        clock.shift(29 * 60)
        assert client.get("/").status_code == 200
        clock.shift(29 * 60)
        assert client.get("/").status_code == 200
        clock.shift(31 * 60)
        assert client.get("/").status_code == 302
        assert "You were signed out" in client.get(SIGN_IN).content.decode()


def test_signing_out_takes_a_post(client: Client, user_of: Callable[..., Any]) -> None:
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.get("/").status_code == 200
    client.post(reverse("accounts:sign_out"))
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("role", list(Role))
def test_a_role_holds_just_the_permissions_of_its_page(role: Role, user_of: Callable[..., Any]) -> None:
    user = user_of(role)
    # What leads keep takes a team they lead as well, which nobody has yet.
    kept = set(KEPT_BY_LEADS) if role is Role.TEAM_LEAD else set()
    held = {name for name in PERMISSIONS if user.has_perm(name)}
    assert held == {name for name in PERMISSIONS if may(role, name)} - kept
    user.is_active = False
    assert not any(user.has_perm(name) for name in PERMISSIONS)


def test_nobody_who_only_looks_at_figures_sees_people() -> None:
    for role in set(Role) - {Role.TEAM_MEMBER, Role.TEAM_LEAD}:
        assert not any(
            may(role, name) for name in PERMISSIONS if name.startswith("teams.") and "people" in name
        )


def test_a_guard_with_a_slip_of_the_pen_never_loads() -> None:
    with pytest.raises(KeyError):
        requires("teams.see_peeple")


def test_a_page_refused_leaves_a_row(client: Client, user_of: Callable[..., Any]) -> None:
    user = user_of("team_member")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/audit/")
    assert answer.status_code == 403
    assert "You cannot see this page" in answer.content.decode()
    entry = AuditEntry.objects.get(act=Act.REFUSED)
    assert (entry.user, entry.object_id, entry.detail) == (user, "audit:trail", "audit.see_trail")
    assert entry.request_id == answer["X-Request-Id"]
