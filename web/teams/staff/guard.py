"""The guard of a page about one member of a team."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from web.accounts.access import requires
from web.teams.models import Membership
from web.teams.permissions import may_change_members, may_see_members
from web.teams.queries import all_teams
from web.teams.staff.queries import member_with

View = Callable[..., HttpResponse]


def of_member(permission: str, *, is_own_enough: bool = False) -> Callable[[View], View]:
    """Let through who may see, or for a change may change, the members of the team of the address.

    The view is given ``membership``. With `is_own_enough` a member may change the own absences without being
    the lead. All others get page 403, whether the membership exists or not.
    """

    def guard(view: View) -> View:
        @requires("teams.see_members" if is_own_enough else permission)
        @wraps(view)
        def guarded(
            request: HttpRequest, slug: str, membership: int, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            team = all_teams().filter(slug=slug).first()
            held = member_with(team, membership) if team else None
            if held is None or not _may(request.user, held, permission, is_own_enough=is_own_enough):
                raise PermissionDenied(permission)
            return view(request, held, *args, **kwargs)

        return guarded

    return guard


def _may(user: Any, held: Membership, permission: str, *, is_own_enough: bool) -> bool:
    if permission == "teams.see_members":
        return may_see_members(user, held.team)
    if is_own_enough and held.user_id == user.pk and may_see_members(user, held.team):
        return True
    return may_change_members(user, held.team)
