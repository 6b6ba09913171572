"""Who looks at every address: each role in each situation, and how they ask."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, resolve, reverse
from django_htmx.middleware import HtmxDetails

from tests.web.access_matrix_things import THINGS
from web.accounts.roles import Role
from web.audit import request_context

HERE = Path(__file__).parent
TABLE = HERE / "access_matrix.csv"
SITUATIONS_TABLE = HERE / "access_matrix_situations.csv"
OTHER_TEAM = "manchester-ardwick-and-longsight"
ROLES = tuple(role.value for role in Role)
VIEWERS = ("signed_out", *ROLES, "member_of_other_team", "former_member")
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def rows(table: Path = TABLE) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(resolver: Any, space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of every address the web answers, and the names of what it takes."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from named(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", tuple(entry.pattern.converters)


def known(used: set[str]) -> dict[str, Any]:
    """Return what stands for each placeholder that is used."""
    return {name: make() for name, make in THINGS.items() if name in used}


def address(row: Mapping[str, str], things: Mapping[str, Any]) -> str:
    """Return the address of a row, its placeholders filled."""
    return reverse(row["url"], args=[things.get(arg, arg) for arg in row["args"].split()])


def used(table: list[dict[str, str]]) -> set[str]:
    """Return the placeholders of a table."""
    return {arg for row in table for arg in row["args"].split()}


def browser(user: Any = None) -> Client:
    """Return a browser, signed in as `user`."""
    client = Client()
    if user is not None:
        user.refresh_from_db()
        client.force_login(user, backend=_BACKEND)
    return client


def answer(client: Client, method: str, at: str) -> str:
    """Return the status of the answer; what the request changed is taken back, so that rows stay apart."""
    with transaction.atomic():
        status = client.generic(method, at).status_code
        transaction.set_rollback(True)
    return str(status)


def answer_to(user: Any, method: str, at: str) -> str:
    """Return the same status for somebody signed in, asking the view without session and cookies."""
    match = resolve(at)
    request = RequestFactory().generic(method, at)
    request.user, request.resolver_match, request.session = user, match, SessionStore()  # type: ignore[assignment]
    request.htmx, request._dont_enforce_csrf_checks = HtmxDetails(request), True  # type: ignore[attr-defined]
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    request_context.begin("access-matrix")
    try:
        with transaction.atomic():
            try:
                status = match.func(request, *match.args, **match.kwargs).status_code
            finally:
                transaction.set_rollback(True)
    except tuple(_STATUS) as refusal:
        status = next(code for kind, code in _STATUS.items() if isinstance(refusal, kind))
    finally:
        request_context.end()
    return str(status)


_STATUS: Mapping[type[Exception], int] = {PermissionDenied: 403, Http404: 404, BadRequest: 400}


@contextmanager
def unpainted() -> Iterator[None]:
    """Answer without painting pages: who is let through is decided before."""
    with patch("django.template.backends.jinja2.Template.render", lambda *_args, **_more: ""):
        yield


# --- situations: how somebody of a role stands to the first team and its person ---------------------


def _other_organisation() -> Any:
    from web.accounts.actions import add_organisation

    return add_organisation(by=None, name="Another Employer")


def _own_team_other_employer(role: str, teamed: Callable[..., Any], user_of: Callable[..., Any]) -> Any:
    user = teamed(role, name=f"Elsewhere {role}")
    user.organisation = _elsewhere()
    user.save()
    return user


def _elsewhere() -> Any:
    from web.accounts.models import Organisation

    return Organisation.objects.filter(name="Another Employer").first() or _other_organisation()


def _of_other_team(role: str, teamed: Callable[..., Any], user_of: Callable[..., Any]) -> Any:
    return teamed(role, team=OTHER_TEAM, name=f"Other {role}")


def _former_member(role: str, teamed: Callable[..., Any], user_of: Callable[..., Any]) -> Any:
    from web.teams.actions import leave
    from web.teams.models import Membership

    user = teamed(role, name=f"Former {role}")
    leave(by=None, membership=Membership.objects.get(user=user))
    return user


def _access_ended(role: str, teamed: Callable[..., Any], user_of: Callable[..., Any]) -> Any:
    from web.audit.actions import record_look

    user = teamed(role, team=OTHER_TEAM, name=f"Ended {role}")
    record_look(by=user, person=THINGS["{person}"](), ground=f"caseload {OTHER_TEAM}")
    return user


def _reopened(role: str, teamed: Callable[..., Any], user_of: Callable[..., Any]) -> Any:
    from datetime import timedelta
    from uuid import uuid4

    from django.utils import timezone

    from web.teams.access.models import Reopening
    from web.teams.models import Team

    user, now = teamed(role, team=OTHER_TEAM, name=f"Reopened {role}"), timezone.now()
    Reopening.objects.create(
        person_id=THINGS["{person}"](),
        user=user,
        team=Team.objects.get(slug=OTHER_TEAM),
        reason="unfinished",
        note="For the table",
        at=now,
        until=now + timedelta(hours=1),
        key=uuid4(),
    )
    return user


def _broken_glass(role: str, teamed: Callable[..., Any], user_of: Callable[..., Any]) -> Any:
    from datetime import timedelta
    from uuid import uuid4

    from django.utils import timezone

    from web.teams.access.models import BrokenGlass, PersonNotice

    user, now = teamed(role, team=OTHER_TEAM, name=f"Emergency {role}"), timezone.now()
    broken = BrokenGlass.objects.create(
        person_id=THINGS["{person}"](),
        user=user,
        reason="emergency",
        note="For the table",
        at=now,
        until=now + timedelta(hours=1),
        review_by=timezone.localdate(),
        key=uuid4(),
    )
    PersonNotice.objects.create(broken=broken)
    return user


SITUATIONS: Mapping[str, Callable[[str, Callable[..., Any], Callable[..., Any]], Any]] = {
    "other_organisation": _own_team_other_employer,
    "other_team": _of_other_team,
    "former_member": _former_member,
    "access_ended": _access_ended,
    "reopened": _reopened,
    "broken_glass": _broken_glass,
}


# Only an address with the person in it tells these situations from that of another team.
ABOUT_A_PERSON = frozenset({"access_ended", "reopened", "broken_glass"})


def situations_of(row: Mapping[str, str]) -> list[str]:
    """Return the situations a row of the first table is asked in.

    Outside the teams app nobody's team is asked for: there who belongs to none gets what the role gets.
    """
    if not row["url"].startswith("teams:"):
        return ["former_member"]
    takes = "{person}" in row["args"]
    return [situation for situation in SITUATIONS if takes or situation not in ABOUT_A_PERSON]


def everybody(teamed: Callable[..., Any], user_of: Callable[..., Any]) -> dict[tuple[str, str], Any]:
    """Return one user for each situation and role."""
    return {
        (situation, role): make(role, teamed, user_of)
        for situation, make in SITUATIONS.items()
        for role in ROLES
    }
