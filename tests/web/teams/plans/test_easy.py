"""Easy read: one idea a line, and no word lost or put in another order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.teams.plans.easy import ideas


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("My garden. My two cats", ("My garden.", "My two cats.")),
        ("I walk slowly, but I get there!", ("I walk slowly.", "But I get there!")),
        ("Ring 0161 496 0000, day or night", ("Ring 0161 496 0000, day or night.",)),
        ("first\nsecond; third", ("First.", "Second.", "Third.")),
        ("Is Jo there?", ("Is Jo there?",)),
        ("", ()),
        (" ; ,", ()),
    ],
)
def test_a_text_is_cut_into_ideas(text: str, lines: tuple[str, ...]) -> None:
    assert ideas(text) == lines


@given(st.text(alphabet="aB1 .,;!?\n", max_size=60))
def test_no_letter_is_lost_or_moved(text: str) -> None:
    def letters(written: str) -> str:
        return re.sub(r"[^a-z0-9]", "", written.lower())

    assert letters(" ".join(ideas(text))) == letters(text)
    assert all(line[-1] in ".!?" for line in ideas(text))
