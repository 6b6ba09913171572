"""What changed between two versions: down to the word, and back again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lco.teams.plans.comparing import Mark, compare, mark_of, pieces
from lco.teams.plans.content import Content, entry, with_section
from tests.lco.teams.plans.contents import contents

SENTENCES = st.text(alphabet="ab .,\n", max_size=40)


@given(SENTENCES, SENTENCES)
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    cut = pieces(before, after)
    assert "".join(each.text for each in cut if each.mark != Mark.ADDED) == before
    assert "".join(each.text for each in cut if each.mark != Mark.REMOVED) == after
    assert all(each.text for each in cut)


@given(contents())
def test_a_version_compared_with_itself_has_no_change(content: Content) -> None:
    assert all(change.changed == () for change in compare(content, content))


@given(contents(), contents())
def test_turned_round_what_came_is_what_went(before: Content, after: Content) -> None:
    turned = {Mark.ADDED: Mark.REMOVED, Mark.REMOVED: Mark.ADDED}
    there, back = (
        {(part.section, each.id): each.mark for part in compare(*pair) for each in part.entries}
        for pair in ((before, after), (after, before))
    )
    assert {key: turned.get(mark, mark) for key, mark in there.items()} == back


def test_each_mark_is_told_apart() -> None:
    before = with_section({}, "goals", [entry("a", {"words": "Walk"}), entry("b", {"words": "Cook"})])
    after = with_section({}, "goals", [entry("b", {"words": "Cook well"}), entry("c", {"words": "Sing"})])
    (goals,) = compare(before, after)
    assert [(each.id, each.mark) for each in goals.entries] == [
        ("b", Mark.CHANGED),
        ("c", Mark.ADDED),
        ("a", Mark.REMOVED),
    ]
    changed, added, removed = goals.changed
    assert [(each.id, each.mark, each.before, each.after) for each in changed.fields] == [
        ("words", Mark.CHANGED, "Cook", "Cook well")
    ]
    assert [each.mark for each in (*added.fields, *removed.fields)] == [Mark.ADDED, Mark.REMOVED]
    assert mark_of("", "") == Mark.SAME


def test_a_word_in_a_sentence_is_found() -> None:
    marks = [(each.text.strip(), each.mark) for each in pieces("I walk to the gate", "I walk to the market")]
    assert marks == [("I walk to the", Mark.SAME), ("gate", Mark.REMOVED), ("market", Mark.ADDED)]
