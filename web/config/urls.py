"""The addresses of the web: every app with a urls module, found by looking, under its own name."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from web.config import errors, health

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error


def _apps() -> list[str]:
    ours = [name for name in settings.INSTALLED_APPS if name.startswith("web.")]
    return [name for name in ours if find_spec(f"{name}.urls") is not None]


def _prefix(app: str) -> str:
    name = app.removeprefix("web.")
    return "" if name == "home" else f"{name.replace('_', '-')}/"


urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    *(path(_prefix(name), include(f"{name}.urls")) for name in _apps()),
]
