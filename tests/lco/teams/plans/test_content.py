"""What is written in a plan: kept as JSON, changed by making a new one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from lco.teams.plans.content import (
    NOTHING,
    SEEN_BY,
    Content,
    ContentRefused,
    entries_of,
    entry,
    entry_of,
    from_json,
    limited_to,
    organisations_of,
    to_json,
    with_entry,
    with_section,
    without_entry,
    words,
)
from tests.lco.teams.plans.contents import contents


@given(contents())
def test_a_plan_kept_as_json_comes_back_the_same(content: Content) -> None:
    assert dict(from_json(to_json(content))) == dict(content)


@pytest.mark.parametrize("raw", [{"a": [{"id": "1"}]}, {"a": ["text"]}, {"a": [{"fields": {}}]}, {"a": 5}])
def test_another_form_is_refused(raw: Any) -> None:
    with pytest.raises(ContentRefused, match="This is not a plan"):
        from_json(raw)


def test_an_empty_answer_is_no_entry_and_spaces_around_words_go() -> None:
    answers = words({"support": "  At night ", "please_do": "   ", "worth_knowing": ""})
    assert [(each.id, each.text) for each in answers] == [("support", "At night")]
    assert entry("a", {"words": " x ", "more": " "}).fields == {"words": "x"}
    assert hash(entry("a", {"words": "x"})) == hash(entry("a", {"words": "x"}))


def test_an_entry_is_put_in_its_place_or_at_the_end_and_taken_out() -> None:
    start = with_section(NOTHING, "goals", [entry("a", {"words": "1"}), entry("b", {"words": "2"})])
    changed = with_entry(start, "goals", entry("a", {"words": "3"}))
    longer = with_entry(changed, "goals", entry("c", {"words": "4"}))
    assert [each.id for each in entries_of(longer, "goals")] == ["a", "b", "c"]
    assert entry_of(longer, "goals", "a") == entry("a", {"words": "3"})
    assert entry_of(start, "goals", "a") == entry("a", {"words": "1"}), "the one before is not touched"
    assert without_entry(without_entry(start, "goals", "a"), "goals", "b") == NOTHING
    assert entry_of(start, "goals", "nowhere") is None


def test_a_section_is_kept_to_organisations_or_open_to_all() -> None:
    assert organisations_of(NOTHING, "legal") == frozenset()
    kept = with_entry(NOTHING, SEEN_BY, limited_to("legal", [7, 3, 7]))
    assert organisations_of(kept, "legal") == {3, 7}
    assert organisations_of(kept, "goals") == frozenset()
