"""Give each request an id, and write a row when somebody is refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from web.audit import actions, request_context
from web.audit.models import Act


class AuditMiddleware:
    """The innermost middleware: it sees what views raise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        context = request_context.begin(str(uuid.uuid4()))
        try:
            response = self.get_response(request)
        finally:
            request_context.end()
        response["X-Request-Id"] = context.request_id
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Write who was refused what; the page itself is Django's 403."""
        if isinstance(exception, PermissionDenied) and request.user.is_authenticated:
            match = request.resolver_match
            actions.record(
                by=request.user,
                act=Act.REFUSED,
                kind="page",
                id=(match.view_name if match else "")[:100],
                detail=str(exception)[:200],
            )
