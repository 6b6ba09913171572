"""What people search for stays in their session: names and NHS numbers never stand in an address.

An address holds a short token instead, so that paging, sorting and going back still work.
"""

from __future__ import annotations

import secrets
from typing import Any

_KEY = "searches"
_KEPT = 20


def remember(session: Any, text: str) -> str:
    """Keep `text` in the session and return the token that stands for it; nothing for no text."""
    if not text.strip():
        return ""
    kept: dict[str, str] = session.get(_KEY, {})
    known = next((token for token, words in kept.items() if words == text), None)
    if known:
        return known
    token = secrets.token_hex(4)
    newest = list(kept.items())[-(_KEPT - 1) :]
    session[_KEY] = {**dict(newest), token: text}
    return token


def recall(session: Any, token: str) -> str | None:
    """Return what `token` stands for; None when this session knows no such token."""
    return session.get(_KEY, {}).get(token)
