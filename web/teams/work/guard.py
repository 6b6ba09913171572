"""The guard of a page about one task."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from web.accounts.access import requires
from web.audit.actions import record_look
from web.teams.work.queries import tasks_seen_by

View = Callable[..., HttpResponse]


def of_task(permission: str) -> Callable[[View], View]:
    """Let through whose role holds `permission` and who sees the task of the address through team or cover.

    The view is given ``task``. All others get page 403, whether the task exists or not. A task about a person
    is a look at them, written once a request.
    """

    def guard(view: View) -> View:
        @requires(permission)
        @wraps(view)
        def guarded(request: HttpRequest, task: int, *args: Any, **kwargs: Any) -> HttpResponse:
            found = tasks_seen_by(request.user).filter(pk=task).first()
            if found is None:
                raise PermissionDenied("no task of theirs")
            if found.person_id:
                record_look(by=request.user, person=found.person_id, detail=f"task {found.pk}")
            return view(request, found, *args, **kwargs)

        return guarded

    return guard
