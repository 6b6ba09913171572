"""How a place pack is refused: every problem a sentence with its file and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SHOWN_AT_MOST = 20
LONGEST_VALUE = 60


def short(value: Any) -> str:
    """Return a value as one short line, so that no file decides how long a sentence grows."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a pack: where (line 0 is the whole), what, and what to do about it."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.what}; {self.remedy}."


class PackRefused(ValueError):
    """A pack that cannot be used; says all its problems, the first twenty in full."""

    def __init__(self, place: str, problems: list[Problem]) -> None:
        self.place = place
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self._sentences())

    def _sentences(self) -> str:
        shown = [str(problem) for problem in self.problems[:SHOWN_AT_MOST]]
        more = len(self.problems) - len(shown)
        if more:
            shown.append(f"... and {more} more of {self.place}; mend these first.")
        return "\n".join(shown)


class Findings:
    """Collects the problems of one pack while it is read; `folder` leads every file name.

    `unread` names the files, without ending, whose rows could not be told.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.unread: set[str] = set()

    def add(self, file: str, line: int, what: str, remedy: str) -> None:
        """Note one problem; `remedy` tells the reader what to do."""
        self.problems.append(Problem(f"{self.folder}/{file}" if file else self.folder, line, what, remedy))
