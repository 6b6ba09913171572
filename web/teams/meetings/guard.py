"""Guards of pages about a meeting and about one person in it: the team first, then the person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from web.teams.access.guard import SAFE, note_look, of_team, refused_page
from web.teams.access.people import Basis, seen
from web.teams.meetings.models import Meeting
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
            person = found.case.person_id
            who = seen(request.user, person)
            if who is None or (who.basis is Basis.BREAK_GLASS and request.method not in SAFE):
                return refused_page(request, person)
            if found.basis:
                note_look(request, who)
            return view(request, found, who, **kwargs)

        return guarded

    return guard
