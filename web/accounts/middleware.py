"""Sign people out who have gone away from their desk."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

SEEN = "seen_at"
WRITE_EVERY_SECONDS = 60


class IdleMiddleware:
    """End a session after ``LCO_IDLE_MINUTES`` without a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._count(request)
        return self.get_response(request)

    def _count(self, request: HttpRequest) -> None:
        now = int(time.time())
        seen = request.session.get(SEEN, now)
        if now - seen > settings.IDLE_MINUTES * 60:
            logout(request)
            request.session["was_idle"] = True
        elif SEEN not in request.session or now - seen >= WRITE_EVERY_SECONDS:
            # Written at most once a minute: a page view costs no write.
            request.session[SEEN] = now


def take_idle_note(request: HttpRequest) -> bool:
    """Say once whether the session before this one ended for lack of activity."""
    return bool(request.session.pop("was_idle", False))
