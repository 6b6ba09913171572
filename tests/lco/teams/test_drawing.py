"""The picture and the tables of case management in the docs are what the code says."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from lco.teams.drawing import BEGINS, ENDS, diagram, shown_acts, tables, written
from lco.teams.reasons import REASONS
from lco.teams.standard import Topic
from lco.teams.standards import STANDARDS
from lco.teams.workflow import STATES, TRANSITIONS

DOCS = Path(__file__).parents[3] / "docs" / "explanation"
_MAKE = "make it anew: lco.teams.drawing.written for the page, lco.teams.drawing.diagram for the picture"


def test_the_page_is_what_the_code_says() -> None:
    page = (DOCS / "case-management.md").read_text(encoding="utf-8")
    assert written(page) == page, _MAKE
    assert (DOCS / "case-management.svg").read_text(encoding="utf-8") == diagram(), _MAKE


def test_the_tables_leave_nothing_out() -> None:
    text = tables()
    for rule in STATES.values():
        assert f"| {rule.title} |" in text
    for each in TRANSITIONS.values():
        assert f"| {each.title} |" in text
    for reasons in REASONS.values():
        assert all(reason.words in text for reason in reasons)
    for standard in STANDARDS.values():
        assert (standard.title in text) is (standard.topic is Topic.CASES)


def test_writing_twice_changes_nothing_and_what_stands_around_stays() -> None:
    page = f"# Before\n\n{BEGINS}\nstale words\n{ENDS}\n\nAfter\n"
    once = written(page)
    assert once == written(once)
    assert once.startswith("# Before")
    assert once.endswith("After\n")
    assert "stale words" not in once


def test_the_picture_is_a_whole_image_that_names_every_state_and_act() -> None:
    root = ET.fromstring(diagram())  # noqa: S314 - our own picture
    words = " / ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    for rule in STATES.values():
        assert rule.title in words
    for act in shown_acts():
        assert TRANSITIONS[act].title in words
    told = root.find("{http://www.w3.org/2000/svg}desc")
    assert told is not None
    assert "Step down: from" in (told.text or "")


def test_every_word_and_box_of_the_picture_lies_inside_it() -> None:
    picture = diagram()
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', picture)
    assert found is not None
    wide, high = int(found[1]), int(found[2])
    for x, y in re.findall(r'x="(-?\d+)" y="(-?\d+)"', picture):
        assert 0 <= int(x) <= wide
        assert 0 <= int(y) <= high
