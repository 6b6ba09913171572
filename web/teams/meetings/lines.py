"""A person on the agenda as a page shows one: by name only while the team looks after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.teams.meetings.display import Display
from web.teams.meetings.models import AgendaItem, Discussion, ItemState, Meeting
from web.teams.meetings.queries import is_here, items_of, latest_discussions
from web.ui.tables import Tag

NOT_HERE = "No longer on the caseload"
STATE_TAGS = {
    ItemState.WAITING: Tag("To be discussed", "blue", "◇"),
    ItemState.DISCUSSED: Tag("Discussed", "green", "✓"),
    ItemState.CARRIED: Tag("Carried forward", "orange", "▷"),
    ItemState.REMOVED: Tag("Taken off", "grey", "×"),
}


@dataclass(frozen=True)
class Line:
    """One line of an agenda."""

    item: AgendaItem
    number: int
    name: str
    is_here: bool
    tag: Tag
    latest: Discussion | None

    @property
    def pk(self) -> int:
        """The key of the item."""
        return int(self.item.pk)


def lines_of(meeting: Meeting, display: Display | None = None) -> list[Line]:
    """Return the agenda line by line, in order."""
    items = items_of(meeting)
    latest = latest_discussions(items)
    return [
        _line(item, number, meeting, latest.get(item.pk), display or Display())
        for number, item in enumerate(items, start=1)
    ]


def people_of(lines: Sequence[Line]) -> list[int]:
    """Return the pseudonyms of those whom the lines name."""
    return [line.item.case.person_id for line in lines if line.is_here]


def beside(lines: Sequence[Line], item: AgendaItem) -> tuple[Line | None, Line | None]:
    """Return the lines before and after that of `item`, of people who are here; None at an end."""
    lines = [line for line in lines if line.is_here or line.pk == item.pk]
    at = next((place for place, line in enumerate(lines) if line.pk == item.pk), None)
    if at is None:
        return None, lines[0] if lines else None
    after = lines[at + 1] if at + 1 < len(lines) else None
    return (lines[at - 1] if at else None), after


def next_waiting(lines: Sequence[Line], item: AgendaItem) -> Line | None:
    """Return who comes next: the first waiting after `item`, or else before it; None at the end."""
    here = [line for line in lines if line.is_here and line.pk != item.pk]
    waiting = [line for line in here if line.item.state == ItemState.WAITING]
    after = [line for line in waiting if line.item.position > item.position]
    return next(iter([*after, *waiting]), None)


def _line(
    item: AgendaItem, number: int, meeting: Meeting, latest: Discussion | None, display: Display
) -> Line:
    here = is_here(item, meeting.team)
    name = display.name_of(item.case.person) if here else NOT_HERE
    return Line(item, number, name, here, STATE_TAGS[ItemState(item.state)], latest)
