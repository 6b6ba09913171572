"""The keys of a meeting, as the page, its script and the help say them. Each is also a button or a link."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """One key and what it does."""

    key: str
    does: str


KEYS = (
    Key("n", "next person"),
    Key("p", "person before"),
    Key("w", "go to what was said"),
    Key("d", "go to the decision"),
    Key("a", "add another action"),
    Key("c", "go to the coordinator"),
    Key("r", "go to the next review"),
    Key("s", "save and go to the next person"),
    Key("t", "stop the timer, or go on"),
    Key("l", "large type, or as usual"),
    Key("h", "hide NHS number, birth date and address, or show them"),
    Key("i", "initials in place of names, or names"),
    Key("g", "back to the agenda"),
    Key("?", "these keys"),
    Key("Escape", "leave a field: single keys do nothing inside one"),
)
