"""What the web reads from the environment, typed, each refusal a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or `default` when it is not set."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return the variable `name` as yes or no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    raise ImproperlyConfigured(f"{name} is '{value}': write 1 for yes or 0 for no.")


def number(name: str, default: int) -> int:
    """Return the variable `name` as a whole number of at least 1."""
    value = os.environ.get(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} is '{value}': write a whole number of at least 1.")
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    """Return the variable `name` as a list of names parted by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def folder(name: str) -> Path | None:
    """Return the variable `name` as a path, or None when it is not set."""
    value = os.environ.get(name, "")
    return Path(value) if value else None


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a PostgreSQL address.

    An empty address gives settings that cannot connect, so that commands without a database work.
    """
    if not url:
        return {"ENGINE": "django.db.backends.postgresql", "NAME": "lco", "HOST": "/nowhere"}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL is no PostgreSQL address: write it like postgresql://NAME:...@HOST/DATABASE."
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "lco",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {**query},
    }
