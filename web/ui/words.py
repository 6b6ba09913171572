"""Words around numbers and lists of words."""

from __future__ import annotations

from collections.abc import Sequence


def plural(count: int, one: str, many: str = "") -> str:
    """Return ``1 person``, ``1,204 people``; `many` is `one` with an s when not given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def phrase(words: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    items = [str(word) for word in words]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
