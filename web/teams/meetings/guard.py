"""Guards of pages about a meeting and about one person in it: the team first, then the person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.audit.actions import record_look
from web.teams.access.guard import of_team
from web.teams.access.people import Seen, seen
from web.teams.actions.looks import note_refused_look
from web.teams.meetings.models import AgendaItem, Meeting
from web.teams.meetings.queries import item_of, meeting_of
from web.teams.models import Team

View = Callable[..., HttpResponse]


def of_meeting(permission: str) -> Callable[[View], View]:
    """Let members of the team through to one of its meetings; the view is given ``meeting``.

    All others get page 403, and so does who asks for a meeting of another team, or for none.
    """

    def guard(view: View) -> View:
        @of_team(permission)
        @wraps(view)
        def guarded(request: HttpRequest, team: Team, meeting: int, **kwargs: Any) -> HttpResponse:
            found = meeting_of(team, meeting)
            if found is None:
                raise PermissionDenied("no meeting of this team")
            return view(request, found, **kwargs)

        return guarded

    return guard


def of_item(permission: str) -> Callable[[View], View]:
    """Let through to one person of an agenda whoever may see that person: ``item`` and ``seen`` are given.

    The look, or the refusal, is written down. Where no ground to discuss the person is recorded yet nothing
    of them is shown, so there is no look to write.
    """

    def guard(view: View) -> View:
        @of_meeting(permission)
        @wraps(view)
        def guarded(request: HttpRequest, meeting: Meeting, item: int, **kwargs: Any) -> HttpResponse:
            found = item_of(meeting, item)
            if found is None:
                raise PermissionDenied("not on the agenda of this meeting")
            who = _seen(request, found)
            if who is None:
                return render(request, "teams/person_refused.jinja", status=403)
            return view(request, found, who, **kwargs)

        return guarded

    return guard


def _seen(request: HttpRequest, item: AgendaItem) -> Seen | None:
    person = item.case.person_id
    found: Seen | None = seen(request.user, person)
    if found is None:
        note_refused_look(by=request.user, pseudonym=person)
    elif item.basis:
        record_look(by=request.user, person=person, detail=f"meeting {item.meeting_id}, {found.detail}")
    return found
