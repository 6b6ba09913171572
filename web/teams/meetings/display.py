"""How a meeting is shown: large for a room, without what nobody on a call has to see. In the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from web.records.models import Person


@dataclass(frozen=True)
class Display:
    """What the address asks for.

    `is_large`: type for a room; `is_hidden`: without NHS number, birth date and address; `is_initials`:
    initials in place of names; `has_keys`: single keys do things.
    """

    is_large: bool = False
    is_hidden: bool = False
    is_initials: bool = False
    has_keys: bool = True

    @classmethod
    def of(cls, address: QueryDict) -> Display:
        """Return what the address asks for; what it does not say is as usual."""
        return cls(
            is_large=address.get("type") == "large",
            is_hidden=address.get("details") == "hidden",
            is_initials=address.get("names") == "initials",
            has_keys=address.get("keys") != "off",
        )

    @property
    def query(self) -> str:
        """Return the end of an address that shows the next page the same way; "" as usual."""
        asked = (
            ("type", "large", self.is_large),
            ("details", "hidden", self.is_hidden),
            ("names", "initials", self.is_initials),
            ("keys", "off", not self.has_keys),
        )
        values = {name: value for name, value, is_asked in asked if is_asked}
        return f"?{urlencode(values)}" if values else ""

    def name_of(self, person: Person) -> str:
        """Return the name, or the initials where these are asked for."""
        return initials(person) if self.is_initials else person.full_name

    def other(self, name: str) -> str:
        """Return the end of the address with `name` (``is_large`` and so on) the other way round."""
        changed: Any = {name: not getattr(self, name)}
        return replace(self, **changed).query or "?"


def initials(person: Person) -> str:
    """Return the first letters of a person's names, ``J. S.``; words when there is no name."""
    letters = [word[0].upper() for word in f"{person.given_name} {person.family_name}".split()]
    return " ".join(f"{letter}." for letter in letters) or "Name not known"
