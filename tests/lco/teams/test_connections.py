"""The table of a connection: every stage can be left, nothing ends without what came of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.connections import (
    CONSENTS,
    MOVES,
    OPEN_STAGES,
    OUTCOMES,
    STAGES,
    Consent,
    Outcome,
    Stage,
    Step,
    StepRefused,
    stage_after,
    steps_from,
)


def test_every_word_of_the_table_is_said() -> None:
    assert set(STAGES) == set(Stage)
    assert set(MOVES) == set(Step)
    assert set(OUTCOMES) == set(Outcome)
    assert set(CONSENTS) == set(Consent)


@pytest.mark.parametrize("stage", sorted(OPEN_STAGES))
def test_every_open_stage_can_be_left(stage: Stage) -> None:
    assert any(move.to != stage for move in steps_from(stage))


@pytest.mark.parametrize("stage", sorted(set(Stage) - OPEN_STAGES))
def test_nothing_follows_an_end(stage: Stage) -> None:
    assert steps_from(stage) == ()
    with pytest.raises(StepRefused, match="what can be done now is nothing more"):
        stage_after(stage, Step.CONNECT)


@given(st.lists(st.sampled_from(Step), max_size=8))
def test_nobody_is_in_touch_who_did_not_agree_and_nothing_ends_unsaid(steps: list[Step]) -> None:
    stage, done = Stage.OFFERED, []
    for step in steps:
        try:
            stage = stage_after(stage, step)
        except StepRefused:
            continue
        done.append(MOVES[step])
    if stage in {Stage.CONNECTED, Stage.ATTENDED, Stage.NOT_ATTENDED, Stage.ENDED}:
        assert any(move.needs_consent for move in done)
    assert (stage is Stage.ENDED) == any(move.needs_outcome for move in done)
