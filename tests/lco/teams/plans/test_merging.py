"""Laws of the merge: nothing either of two wrote is lost, and nobody is overwritten."""

from __future__ import annotations

import pytest
from hypothesis import given

from lco.teams.plans.content import (
    NOTHING,
    Content,
    Entry,
    entry,
    entry_of,
    with_entry,
    with_section,
    without_entry,
)
from lco.teams.plans.merging import Conflict, changed_sections, combined, merge, resolve
from tests.lco.teams.plans.contents import contents


def every(*plans: Content) -> set[tuple[str, str]]:
    return {(section, each.id) for plan in plans for section, kept in plan.items() for each in kept}


@given(contents(), contents(), contents())
def test_nothing_either_wrote_is_lost(was: Content, theirs: Content, yours: Content) -> None:
    merged = merge(was, theirs, yours)
    contradicted = {(each.section, each.id) for each in merged.conflicts}
    for section, id in every(was, theirs, yours):
        before, one, other = (entry_of(plan, section, id) for plan in (was, theirs, yours))
        now = entry_of(merged.content, section, id)
        if (section, id) in contradicted:
            assert now == one, "until people decide, what was saved stands"
            continue
        if one != before:
            assert now == one, "what they changed stands"
        if other != before:
            assert now == other, "what you changed stands"
        if one == before == other:
            assert now == before


@given(contents(), contents(), contents())
def test_what_both_changed_differently_is_asked_and_nothing_else(
    was: Content, theirs: Content, yours: Content
) -> None:
    asked = {(each.section, each.id) for each in merge(was, theirs, yours).conflicts}
    for section, id in every(was, theirs, yours):
        before, one, other = (entry_of(plan, section, id) for plan in (was, theirs, yours))
        assert ((section, id) in asked) == (one not in (before, other) and other != before)


@given(contents(), contents())
def test_a_plan_merged_with_itself_is_itself(was: Content, both: Content) -> None:
    merged = merge(was, both, both)
    assert dict(merged.content) == dict(both)
    assert merged.conflicts == ()


@given(contents(), contents())
def test_where_one_of_two_wrote_nothing_the_other_stands(was: Content, changed: Content) -> None:
    for merged in (merge(was, changed, was), merge(was, was, changed)):
        assert merged.conflicts == ()
        assert every(merged.content) == every(changed)
        for section, id in every(changed):
            assert entry_of(merged.content, section, id) == entry_of(changed, section, id)


@given(contents(), contents(), contents())
def test_both_are_asked_the_same_questions_whoever_saves_first(
    was: Content, theirs: Content, yours: Content
) -> None:
    one, other = merge(was, theirs, yours), merge(was, yours, theirs)
    turned = {Conflict(each.section, each.id, each.was, each.yours, each.theirs) for each in other.conflicts}
    assert set(one.conflicts) == turned
    asked = {(each.section, each.id) for each in one.conflicts}
    for section, id in every(was, theirs, yours) - asked:
        assert entry_of(one.content, section, id) == entry_of(other.content, section, id)


@given(contents(), contents(), contents())
def test_a_combined_wording_holds_the_words_of_both(was: Content, theirs: Content, yours: Content) -> None:
    for conflict in merge(was, theirs, yours).conflicts:
        if conflict.theirs is None or conflict.yours is None:
            continue
        both = combined(conflict)
        old = conflict.was.fields if conflict.was else {}
        for side in (conflict.theirs, conflict.yours):
            for name, text in side.fields.items():
                assert text in both[name] or text == old.get(name)


@given(contents(), contents(), contents())
def test_what_is_decided_stands_and_the_rest_is_untouched(
    was: Content, theirs: Content, yours: Content
) -> None:
    merged = merge(was, theirs, yours)
    decided = {(each.section, each.id): each.yours for each in merged.conflicts}
    settled = resolve(merged, decided)
    for section, id in every(was, theirs, yours):
        expected = decided.get((section, id), entry_of(merged.content, section, id))
        assert entry_of(settled, section, id) == expected


WAS = with_section(NOTHING, "goals", [entry("a", {"words": "Walk"}), entry("b", {"words": "Cook"})])


def said(id: str, words: str) -> Entry:
    return entry(id, {"words": words})


def test_two_who_add_keep_both_theirs_first() -> None:
    merged = merge(
        WAS, with_entry(WAS, "goals", said("c", "Sing")), with_entry(WAS, "goals", said("d", "Read"))
    )
    assert [each.id for each in merged.content["goals"]] == ["a", "b", "c", "d"]
    assert merged.conflicts == ()
    assert merged.changed_by_them == ("goals",)


def test_one_takes_out_what_the_other_changes_and_both_are_asked() -> None:
    gone, changed = without_entry(WAS, "goals", "a"), with_entry(WAS, "goals", said("a", "Run"))
    (asked,) = merge(WAS, gone, changed).conflicts
    assert (asked.id, asked.theirs, asked.yours) == ("a", None, said("a", "Run"))
    kept = resolve(merge(WAS, gone, changed), {("goals", "a"): asked.yours})
    assert [each.id for each in kept["goals"]] == ["b", "a"]
    out = resolve(merge(WAS, changed, gone), {("goals", "a"): None})
    assert [each.id for each in out["goals"]] == ["b"]


def test_the_last_entry_taken_out_leaves_no_empty_section() -> None:
    one = with_section(NOTHING, "goals", [said("a", "Walk")])
    changed = with_section(NOTHING, "goals", [said("a", "Run")])
    merged = merge(one, changed, NOTHING)
    assert resolve(merged, {("goals", "a"): None}) == {}


def test_what_is_left_undecided_is_not_guessed() -> None:
    merged = merge(
        WAS, with_entry(WAS, "goals", said("a", "Run")), with_entry(WAS, "goals", said("a", "Swim"))
    )
    with pytest.raises(KeyError):
        resolve(merged, {})


def test_only_one_changed_a_field_and_the_combined_wording_takes_theirs() -> None:
    was = entry("a", {"name": "Ann", "contact": "0161 496 0000"})
    theirs = entry("a", {"name": "Ann Lee", "contact": "0161 496 0000"})
    yours = entry("a", {"name": "Ann", "contact": "0161 496 0999"})
    both = combined(Conflict("people", "a", was, theirs, yours))
    assert both == {"name": "Ann Lee", "contact": "0161 496 0999"}


def test_the_sections_that_changed_are_named_once() -> None:
    after = with_section(with_entry(WAS, "goals", said("a", "Run")), "legal", [said("l", "An order")])
    assert changed_sections(WAS, after) == ("goals", "legal")
    assert changed_sections(after, WAS) == ("goals", "legal")
    assert changed_sections(WAS, WAS) == ()
