"""What a person sees after too many failed sign-ins."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Show that sign-in is locked for a while; the same page whether the address exists or not."""
    return render(request, "accounts/locked_out.jinja", status=429)
