"""The table of case management: every state is reached and left, has its owner, clock and next act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.reasons import OTHER, REASONS, ReasonRefused, in_words, reasons_of, refuse_wrong_reason
from lco.teams.standards import standards
from lco.teams.workflow import (
    CLOSED,
    OPEN,
    STATES,
    TRANSITIONS,
    Act,
    ActRefused,
    Owner,
    State,
    acts_from,
    after,
)

states, acts = st.sampled_from(sorted(State)), st.sampled_from(sorted(Act))


def test_every_state_and_every_act_stands_in_its_table_once() -> None:
    assert set(STATES) == set(State)
    assert set(TRANSITIONS) == set(Act)
    assert set(State) == OPEN | CLOSED


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_state_has_somebody_who_acts_a_clock_and_an_act_that_is_allowed(state: State) -> None:
    rule = STATES[state]
    assert rule.owner is not Owner.NOBODY
    assert state is State.ACTIVE or standards().days_in(state), "the clock of an active case is its review"
    assert rule.next_act in {each.act for each in acts_from(state)}


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_an_ending_is_nobodys_turn_and_is_left_only_by_taking_it_back(state: State) -> None:
    rule = STATES[state]
    assert (rule.owner, rule.days, rule.next_act) == (Owner.NOBODY, None, None)
    assert [each.act for each in acts_from(state)] == [Act.REOPEN]


def test_every_state_is_reached_and_from_every_open_state_every_ending_is_left_to_reach() -> None:
    reached, front = {State.FOUND}, [State.FOUND]
    while front:
        state = front.pop()
        for each in acts_from(state):
            if each.to is not None and each.to not in reached:
                reached.add(each.to)
                front.append(each.to)
    assert reached == set(State)
    for state in OPEN:
        assert {State.DIED, State.WITHDRAWN} <= {each.to for each in acts_from(state)}


@given(state=states, act=acts)
def test_an_act_is_refused_exactly_where_the_table_does_not_have_it(state: State, act: Act) -> None:
    rule = TRANSITIONS[act]
    if state in rule.origins:
        assert after(state, act) == (rule.to or state)
        return
    with pytest.raises(ActRefused, match="cannot be done while the person is") as refused:
        after(state, act)
    for each in acts_from(state):
        assert each.title.lower() in str(refused.value), "the refusal says what can be done"


@given(state=st.sampled_from(sorted(CLOSED)), before=st.none() | states)
def test_an_ending_taken_back_leads_to_where_it_ended_from(state: State, before: State | None) -> None:
    went = after(state, Act.REOPEN, before=before)
    assert went == (before if before in OPEN else state)


@given(before=states)
def test_who_is_taken_off_the_agenda_stands_where_they_stood(before: State) -> None:
    assert after(State.LISTED, Act.UNLIST, before=before) == (before if before in OPEN else State.LISTED)


def test_what_ends_a_case_without_a_step_down_asks_why_and_ends_what_was_planned() -> None:
    for rule in TRANSITIONS.values():
        if rule.to in CLOSED:
            assert rule.needs_reason
            assert rule.closes_tasks is (rule.to is not State.STEPPED_DOWN)
        else:
            assert not rule.closes_tasks


def test_what_counts_only_once_a_plan_has_started_is_allowed_from_there_at_all() -> None:
    for rule in TRANSITIONS.values():
        assert rule.once_started <= rule.origins


def test_every_act_that_asks_why_has_reasons_and_no_other_has() -> None:
    assert set(REASONS) == {rule.act for rule in TRANSITIONS.values() if rule.needs_reason}
    for act, reasons in REASONS.items():
        codes = [each.code for each in reasons]
        assert len(codes) == len(set(codes)), act
        assert all(len(code) <= 40 for code in codes)
        assert OTHER in reasons or act is Act.RECORD_DEATH


@pytest.mark.parametrize(
    ("act", "code", "note", "sentence"),
    [
        (Act.EXCLUDE, "no_such", "", "from the list"),
        (Act.EXCLUDE, "", "words", "from the list"),
        (Act.EXCLUDE, "other", " ", "what the other reason is"),
        (Act.INVITE, "anything", "", ""),
        (Act.EXCLUDE, "other", "She is my aunt", ""),
        (Act.EXCLUDE, "stable", "", ""),
    ],
)
def test_a_reason_is_of_the_list_of_its_act(act: Act, code: str, note: str, sentence: str) -> None:
    if not sentence:
        refuse_wrong_reason(act, code, note)
        return
    with pytest.raises(ReasonRefused, match=sentence):
        refuse_wrong_reason(act, code, note)


def test_a_code_is_shown_in_words_also_when_the_list_has_changed() -> None:
    assert in_words(Act.EXCLUDE, "stable").startswith("Stable")
    assert in_words(Act.EXCLUDE, "an_older_reason") == "An older reason"
    assert reasons_of(Act.INVITE) == ()


def test_owners_are_shown_in_words() -> None:
    assert Owner.LEAD_PROFESSIONAL.words == "Lead professional"
