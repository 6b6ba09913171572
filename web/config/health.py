"""Is the process alive, and can it do its work? Two questions, two answers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

RETRY_SECONDS = 5


@login_not_required
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process runs."""
    return JsonResponse({"status": "live"})


@login_not_required
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, else 503 with the seconds to wait."""
    try:
        connection.ensure_connection()
        connection.cursor().close()
    except DatabaseError:
        return JsonResponse(
            {"status": "unavailable", "why": "The database does not answer."},
            status=503,
            headers={"Retry-After": str(RETRY_SECONDS)},
        )
    return JsonResponse({"status": "ready"})
