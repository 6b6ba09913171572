"""What every page knows: whose page it is, which place, which run, and whether its people exist."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from web.ui import navigation, place
from web.ui.published import published


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the values the page shell shows."""
    user = getattr(request, "user", None)
    is_known = bool(user and user.is_authenticated)
    run = published()
    items = navigation.items_for(user) if is_known else []
    return {
        "viewer": user if is_known else None,
        "menu": [item for item in items if item.is_in_header],
        "place_name": place.name(),
        "run": run,
        "is_synthetic": bool(run and run.is_synthetic),
    }
