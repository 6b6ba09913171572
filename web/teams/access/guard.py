"""Guards of pages about one person: the role first, then the relationship; every look is written down."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.accounts.access import requires
from web.audit.actions import record_look
from web.teams.access.people import Seen, seen
from web.teams.actions.looks import note_refused_look
from web.teams.queries import teams_of

View = Callable[..., HttpResponse]


def of_person(permission: str) -> Callable[[View], View]:
    """Let through whose role holds `permission` and who may see the person of the address.

    The view is given ``seen`` in place of ``pseudonym``. All others, whether the person exists or not, get
    one and the same page 403; the look, or the refusal, is written once a request.
    """

    def guard(view: View) -> View:
        @requires(permission)
        @wraps(view)
        def guarded(request: HttpRequest, pseudonym: int, *args: Any, **kwargs: Any) -> HttpResponse:
            found: Seen | None = seen(request.user, pseudonym)
            if found is None:
                note_refused_look(by=request.user, pseudonym=pseudonym)
                return render(request, "teams/person_refused.jinja", status=403)
            record_look(by=request.user, person=found.pseudonym, detail=found.detail)
            return view(request, found, *args, **kwargs)

        return guarded

    return guard


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
