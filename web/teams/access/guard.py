"""Guards of pages about one person: the role first, then the relationship; every look is written down."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lco.teams.standard import Unit
from web.accounts.access import requires
from web.audit.actions import record_look
from web.teams.access.ended import ended
from web.teams.access.people import Basis, Seen, seen
from web.teams.access.sections import basis_of
from web.teams.access.watching import watch_look
from web.teams.actions.looks import note_refused_look
from web.teams.cases import standards
from web.teams.queries import teams_of

View = Callable[..., HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def of_person(permission: str) -> Callable[[View], View]:
    """Let through whose role holds `permission` and who may see the person of the address.

    The view is given ``seen`` in place of ``pseudonym``. Whose access ended is told so; all others, whether
    the person exists or not, get one and the same page 403. Emergency access is for reading: it changes
    nothing. The look, or the refusal, is written once a request, with the relationship and the legal ground.
    """

    def guard(view: View) -> View:
        @requires(permission)
        @wraps(view)
        def guarded(request: HttpRequest, pseudonym: int, *args: Any, **kwargs: Any) -> HttpResponse:
            found: Seen | None = seen(request.user, pseudonym)
            if found is None:
                return refused_page(request, pseudonym)
            if found.basis is Basis.BREAK_GLASS and request.method not in SAFE:
                note_refused_look(by=request.user, pseudonym=pseudonym)
                return render(request, "teams/access/read_only.jinja", {"pseudonym": pseudonym}, status=403)
            note_look(request, found)
            return view(request, found, *args, **kwargs)

        return guarded

    return guard


def note_look(request: HttpRequest, found: Seen) -> None:
    """Write the look of this request, and let the rules of alerts see it."""
    entry = record_look(
        by=request.user,
        person=found.pseudonym,
        detail=found.detail,
        ground=found.ground,
        basis=basis_of(request.user, found),
    )
    if entry is not None:
        watch_look(by=request.user, person=found.person)


def refused_page(request: HttpRequest, pseudonym: int) -> HttpResponse:
    """Refuse: whose access ended is told since when and why; all others get the same words."""
    note_refused_look(by=request.user, pseudonym=pseudonym)
    over = ended(request.user, pseudonym)
    if over is None:
        return render(request, "teams/person_refused.jinja", status=403)
    long = Unit.DAYS.counted(standards.current()["days_reopened"])
    context = {"over": over, "pseudonym": pseudonym, "long": long}
    return render(request, "teams/access/ended.jinja", context, status=403)


def of_team(permission: str) -> Callable[[View], View]:
    """Let through whose role holds `permission` and who belongs today to the team of the address.

    The view is given ``team`` in place of ``slug``. All others get page 403, whether the team exists or not.
    """

    def guard(view: View) -> View:
        @requires(permission)
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            team = teams_of(request.user).filter(slug=slug).first()
            if team is None:
                raise PermissionDenied("not a member of this team")
            return view(request, team, *args, **kwargs)

        return guarded

    return guard
