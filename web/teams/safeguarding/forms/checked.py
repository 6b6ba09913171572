"""A form whose answers are checked before they are saved; an answer may be a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from web.ui.checking import CheckedForm


class ConcernForm(CheckedForm):
    """A form about a concern; `people` are key and name of the colleagues it lets choose from."""

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)

    def options(self) -> dict[str, Any]:
        """Return what the form is made with besides its answers."""
        return {"people": self.people}

    def kept(self) -> list[tuple[str, str]]:
        """Return name and text of everything entered, each answer of a list by itself."""
        return [(name, text) for name in self.fields for text in self.data.getlist(name)]

    def words_of(self, name: str, value: Any) -> str:
        """Return an answer in words, that of a list with all its choices."""
        if isinstance(value, list):
            titles = dict(self.people)
            return "; ".join(titles.get(str(each), str(each)) for each in value) or "Nobody"
        return super().words_of(name, value)
