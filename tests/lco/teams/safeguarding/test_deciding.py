"""The duty to make enquiries: every leg by itself, what follows from all, and what is not known."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.safeguarding import TITLES, Answer, Outcome, decide, rules, without_reason
from lco.teams.safeguarding.written import EXAMPLES, safeguarding_page, table

LEGS = [leg.id for leg in rules().legs]
SAID = (True, False, None)
NAMES = {True: "yes", False: "no", None: "not known"}


def answered(*met: bool | None) -> dict[str, Answer]:
    return {leg: Answer(each, "As seen") for leg, each in zip(LEGS, met, strict=True)}


def test_there_are_three_legs_and_their_source_is_named() -> None:
    assert LEGS == ["needs", "risk", "protect"]
    assert "section 42" in rules().source
    assert "legislation.gov.uk/ukpga/2014/23/section/42" in rules().source


@pytest.mark.parametrize("met", list(product(SAID, repeat=3)))
def test_the_whole_table(met: tuple[bool | None, ...]) -> None:
    decision = decide(answered(*met), age=80)
    expected = Outcome.DUTY
    if None in met:
        expected = Outcome.NOT_KNOWN
    if False in met:
        expected = Outcome.NO_DUTY
    assert decision.outcome is expected
    assert [leg.is_met for leg in decision.legs] == list(met)


def test_the_duty_applies_when_all_legs_are_met() -> None:
    assert decide(answered(True, True, True), age=80).in_words == (
        "The duty to make enquiries applies: all 3 legs are met."
    )


@pytest.mark.parametrize("place", range(3))
def test_the_leg_that_fails_is_named(place: int) -> None:
    met = [True, True, True]
    met[place] = False
    decision = decide(answered(*met), age=80)
    assert decision.in_words == (
        f"The duty to make enquiries does not apply, since this is not met: '{rules().legs[place].title}'."
    )


@pytest.mark.parametrize("place", range(3))
def test_what_is_not_known_is_no_no_and_is_named(place: int) -> None:
    met: list[bool | None] = [True, True, True]
    met[place] = None
    decision = decide(answered(*met), age=80)
    assert decision.outcome is Outcome.NOT_KNOWN
    assert decision.in_words == (
        f"Not enough is known yet: find out about '{rules().legs[place].title}'; then decide again."
    )


def test_nothing_answered_is_nothing_known() -> None:
    decision = decide({}, age=80)
    assert decision.outcome is Outcome.NOT_KNOWN
    assert [leg.why for leg in decision.legs] == ["", "", ""]


@pytest.mark.parametrize(("age", "outcome"), [(17, Outcome.NO_DUTY), (18, Outcome.DUTY), (101, Outcome.DUTY)])
def test_the_section_is_about_adults(age: int, outcome: Outcome) -> None:
    assert decide(answered(True, True, True), age=age).outcome is outcome


def test_of_a_child_it_says_whom_to_tell() -> None:
    first = decide(answered(True, True, True), age=17).legs[0]
    assert first.is_met is False
    assert first.why.startswith("The person is 17: the section is about adults; tell the council's services")
    assert first.why.endswith("As seen"), "what was written is kept"


def test_an_age_that_is_not_known_leaves_the_first_leg_open() -> None:
    first = decide(answered(True, True, True), age=None).legs[0]
    assert (first.is_met, first.why) == (None, "As seen The age is not known.")
    assert decide(answered(False, True, True), age=None).outcome is Outcome.NO_DUTY


def test_each_leg_needs_a_reason_what_is_not_known_too() -> None:
    answers = {"needs": Answer(True, "Stroke"), "risk": Answer(None, "  ")}
    assert [leg.id for leg in without_reason(answers)] == ["risk", "protect"]
    assert without_reason(answered(True, None, False)) == ()


_answers = st.dictionaries(
    st.sampled_from(LEGS), st.builds(Answer, st.sampled_from(SAID), st.text(max_size=20))
)
_ages = st.none() | st.integers(0, 110)


@given(_answers, _ages)
def test_one_leg_that_fails_decides_whatever_else_becomes_known(
    answers: dict[str, Answer], age: int | None
) -> None:
    if decide(answers, age=age).outcome is Outcome.NO_DUTY and age is not None:
        known = {leg: answers.get(leg, Answer(None)) for leg in LEGS}
        more = {leg: Answer(True) if each.is_met is None else each for leg, each in known.items()}
        assert decide(more, age=age).outcome is Outcome.NO_DUTY


@given(_answers, _ages)
def test_the_duty_never_rests_on_what_is_not_known(answers: dict[str, Answer], age: int | None) -> None:
    decision = decide(answers, age=age)
    if decision.outcome is Outcome.DUTY:
        assert all(answers[leg].is_met is True for leg in LEGS)
        assert age is not None and age >= rules().least_age


@given(_answers, _ages, st.sampled_from(LEGS))
def test_finding_out_that_a_leg_is_met_never_ends_the_duty(
    answers: dict[str, Answer], age: int | None, leg: str
) -> None:
    order = [Outcome.NO_DUTY, Outcome.NOT_KNOWN, Outcome.DUTY]
    before = decide(answers, age=age).outcome
    after = decide({**answers, leg: Answer(True, "Found out")}, age=age).outcome
    assert order.index(after) >= order.index(before)


@given(_answers, _ages)
def test_the_words_name_every_leg_they_rest_on_and_no_other(
    answers: dict[str, Answer], age: int | None
) -> None:
    decision = decide(answers, age=age)
    rests_on = {Outcome.NO_DUTY: False, Outcome.NOT_KNOWN: None}.get(decision.outcome, "all")
    named = {leg.id for leg in decision.legs if f"'{leg.title}'" in decision.in_words}
    assert named == {leg.id for leg in decision.legs if leg.is_met is rests_on}
    assert decision.in_words.startswith(TITLES[decision.outcome])


@pytest.mark.parametrize("met", list(product(SAID, repeat=3)))
def test_the_printed_table_says_what_the_code_decides(met: tuple[bool | None, ...]) -> None:
    fitting = {
        row.outcome
        for row in table()
        if all(
            said == "any" or NAMES[each] in said.split(" or ")
            for said, each in zip(row.said, met, strict=True)
        )
    }
    assert fitting == {decide(answered(*met), age=80).outcome}


def test_the_page_holds_every_leg_every_row_and_every_example_with_what_follows() -> None:
    page = safeguarding_page()
    assert all(leg.asks in page for leg in rules().legs)
    assert all(f"| {' | '.join(row.said)} | {TITLES[row.outcome]} |" in page for row in table())
    for example in EXAMPLES:
        assert f"### {example.title}" in page
        assert decide(example.by_leg, age=example.age).in_words in page


def test_the_examples_show_every_outcome() -> None:
    found = [decide(each.by_leg, age=each.age).outcome for each in EXAMPLES]
    assert found == [Outcome.DUTY, Outcome.NO_DUTY, Outcome.NOT_KNOWN, Outcome.NO_DUTY, Outcome.NO_DUTY]
