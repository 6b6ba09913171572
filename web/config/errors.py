"""What a person sees when a page cannot be shown. No page names a person or a fault's inside."""

from __future__ import annotations

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from web.config.health import RETRY_SECONDS


def _page(request: HttpRequest, status: int, template: str) -> HttpResponse:
    return HttpResponse(render_to_string(f"ui/errors/{template}.jinja", {}, request), status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that the request cannot be read."""
    return _bare(400, "400")


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that this person may not see this page, and whom to ask."""
    return _page(request, 403, "403")


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that the form is too old or came from elsewhere."""
    return _page(request, 403, "csrf")


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that no page stands at this address."""
    return _page(request, 404, "404")


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Show that the fault is ours; needs neither database nor session. A lost database is 503."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable()
    return _bare(500, "500")


def unavailable() -> HttpResponse:
    """Show that the database is away, with the seconds to wait."""
    response = _bare(503, "503")
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _bare(status: int, template: str) -> HttpResponse:
    return HttpResponse(render_to_string(f"ui/errors/{template}.jinja", {}), status=status)
