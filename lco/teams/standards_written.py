"""The catalogue of standards as a page of the reference."""

from __future__ import annotations

from collections.abc import Iterator

from lco.teams.quorum import STANDARD
from lco.teams.staff import RoleSet
from lco.teams.standard import MOST, Standard, Topic, Unit
from lco.teams.standards import STANDARDS

_HEAD = """# Standards of the work

Every number a team works to, with the id by which a place sets its own in `work_standards.csv`
([how](../how-to/set-your-own-standards.md)). [D] marks a design choice of this platform; [M] what was written
from memory of the source named and has to be checked before use.
"""


def standards_page() -> str:
    """Return the page in Markdown: every standard by topic, the bounds of each unit, the quorum."""
    return "\n".join([_HEAD, *_topics(), *_bounds(), *_quorum(), ""])


def _topics() -> Iterator[str]:
    for topic in Topic:
        yield f"## {topic.words}\n\n| id | standard | value | unit | note |\n|---|---|---|---|---|"
        yield from (_row(each) for each in STANDARDS.values() if each.topic is topic)
        yield ""


def _row(each: Standard) -> str:
    return f"| `{each.id}` | {each.title} | {each.value} | {each.unit} | [{each.mark}] {each.note} |"


def _bounds() -> Iterator[str]:
    yield "## What a place can set\n\nA whole number, 1 or more, and in its unit at most:\n"
    yield "| unit | at most |\n|---|---|"
    yield from (f"| {unit} | {MOST[unit]} |" for unit in Unit)
    narrow = [each for each in STANDARDS.values() if each.least > 1 or each.most]
    yield f"\nNarrower: {'; '.join(f'`{each.id}` is {each.bounds}' for each in narrow)}.\n"


def _quorum() -> Iterator[str]:
    yield "## Quorum\n\nA place sets its own seats in `quorum_roles.csv`; any role set named fills a seat.\n"
    yield "| seat | role set | words |\n|---|---|---|"
    for number, seat in enumerate(STANDARD.seats, start=1):
        names = ", ".join(f"`{each}`" for each in sorted(seat.any_of))
        yield f"| {number} | {names} | {seat.title} |"
    others = [each for each in RoleSet if not any(each in seat.any_of for seat in STANDARD.seats)]
    yield f"\n[D] {STANDARD.source}\n\nOther role sets: {', '.join(f'`{each}`' for each in others)}."
