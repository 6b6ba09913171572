"""Which request is being answered: its id and its looks so far, for actions that see no request."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class RequestContext:
    """One request: its id and the looks it has written, so that each is written once."""

    request_id: str = ""
    looked_at: set[tuple[str, str]] = field(default_factory=set)
    listed: set[int] = field(default_factory=set)


_current: ContextVar[RequestContext | None] = ContextVar("request_context", default=None)


def current() -> RequestContext | None:
    """Return the request being answered, or None in a command."""
    return _current.get()


def begin(request_id: str) -> RequestContext:
    """Begin a request."""
    context = RequestContext(request_id)
    _current.set(context)
    return context


def end() -> None:
    """End the request."""
    _current.set(None)
