"""Guards of views: one line above a view says which permission it takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from web.accounts.roles import PERMISSIONS

View = Callable[..., HttpResponse]


def requires(permission: str) -> Callable[[View], View]:
    """Let only those through whose role holds `permission`; all others see page 403.

    Raises:
        KeyError: when the module is loaded, if no permission has that name.
    """
    if permission not in PERMISSIONS:
        raise KeyError(f"'{permission}' stands on no role in web/accounts/roles.py")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard
