"""The menu: every app says in its ``navigation`` module where it stands; nobody keeps a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Item:
    """One entry of the menu and one card of the home page, for those who hold `permission`.

    `about` says in a sentence what one can do there; `order` runs from 10 (home) to 99.
    """

    title: str
    url_name: str
    permission: str
    about: str
    order: int = 50
    is_in_header: bool = True

    @property
    def href(self) -> str:
        """The address of the page."""
        return reverse(self.url_name)

    @property
    def app(self) -> str:
        """The app the page belongs to."""
        return self.url_name.split(":", maxsplit=1)[0]


@dataclass(frozen=True)
class Tab:
    """One of the pages about the same thing: its address takes the key of the thing.

    Where there are too many for one row, those of the same `group` stand together.
    """

    title: str
    url_name: str
    permission: str
    order: int = 50
    group: str = ""


class TabLink(NamedTuple):
    """A tab somebody may open: its title, its address and the group it stands in."""

    title: str
    href: str
    group: str


def tabs_for(user: Any, tabs: Iterable[Tab], key: Any) -> list[TabLink]:
    """Return the `tabs` this person may open, for the thing with `key`."""
    return [
        TabLink(tab.title, reverse(tab.url_name, args=[key]), tab.group)
        for tab in tabs
        if user.has_perm(tab.permission)
    ]


# What the first page calls the entries of each app, in the order of its chapters.
_CHAPTERS = (
    ("Your work with people", ("teams",)),
    ("The place and its people, as figures", ("home", "population", "outcomes")),
    ("Money and contracts", ("finance", "contracts")),
    ("The board and the open book", ("board",)),
    ("Records, sign-ins and the trail", ("records", "accounts", "audit")),
)


def chapters(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Return the entries under the chapter of their app, empty chapters left out; a new app comes last."""
    held = list(items)
    known = {app for _, apps in _CHAPTERS for app in apps}
    named = [(title, [item for item in held if item.app in apps]) for title, apps in _CHAPTERS]
    others = ("More", [item for item in held if item.app not in known])
    return [(title, found) for title, found in [*named, others] if found]


@cache
def all_items() -> tuple[Item, ...]:
    """Return every entry of every app, in order."""
    found: list[Item] = []
    for app in settings.INSTALLED_APPS:
        if app.startswith("web.") and app != "web.ui" and find_spec(f"{app}.navigation"):
            found.extend(import_module(f"{app}.navigation").ITEMS)
    return tuple(sorted(found, key=lambda item: (item.order, item.title)))


def items_for(user: Any) -> list[Item]:
    """Return the entries this person may open."""
    return [item for item in all_items() if _stands(item) and user.has_perm(item.permission)]


def _stands(item: Item) -> bool:
    try:
        return bool(item.href)
    except NoReverseMatch:
        return False
