"""What the section says and what the place settled, read from ``rules.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True)
class LegRule:
    """One leg of the section: its title, the question that is asked, and what to bear in mind."""

    id: str
    title: str
    asks: str
    hint: str


@dataclass(frozen=True)
class Ending:
    """What came of a concern; `after` names the decisions (values of `Outcome`) it may close."""

    code: str
    words: str
    after: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """The section as data. `professions` and `posts` are codes of the lists of staff: either decides.

    `least_age` is in whole years, `days_to_decide` in days of the calendar.
    """

    source: str
    least_age: int
    below_age: str
    legs: tuple[LegRule, ...]
    professions: frozenset[str]
    posts: frozenset[str]
    days_to_decide: int
    endings: tuple[Ending, ...]
    wishes: tuple[tuple[str, str], ...]


@cache
def rules() -> Rules:
    """Return the rules.

    Raises:
        KeyError, TypeError: when the file lacks a field or has one too many.
    """
    said: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Rules(
        source=said["source"],
        least_age=said["least_age"],
        below_age=said["below_age"],
        legs=tuple(LegRule(**each) for each in said["leg"]),
        professions=frozenset(said["deciders"]["professions"]),
        posts=frozenset(said["deciders"]["posts"]),
        days_to_decide=said["clock"]["days_to_decide"],
        endings=tuple(
            Ending(each["code"], each["words"], frozenset(each["after"])) for each in said["ending"]
        ),
        wishes=tuple((each["code"], each["words"]) for each in said["wish"]),
    )
