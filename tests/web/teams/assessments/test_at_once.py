"""Several who write at the same moment: one effect, and nobody's words lost unseen."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.web.teams.assessments.filling import (
    WELLBEING,
    begun,
    finished,
    saved,
    somebody,
    trusted,
    values_of,
)
from web.teams.assessments import actions
from web.teams.assessments.keeping import mark
from web.teams.assessments.models import Acceptance, Assessment, QuestionnaireVersion

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def together(act: Callable[[int], Any], times: int = MANY) -> list[str]:
    """Do `act` in so many threads at once; return the kinds of what came of each, sorted."""
    came: list[str] = []
    gate = threading.Barrier(times)

    def run(number: int) -> None:
        try:
            gate.wait()
            act(number)
            came.append("done")
        except actions.AssessmentRefused as refused:
            came.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def test_many_who_begin_at_once_write_in_one_draft(nurse: Any, manchester: Any) -> None:
    assert together(lambda _: begun(nurse, somebody(), "wellbeing")) == ["done"] * MANY
    assert Assessment.objects.count() == 1
    assert QuestionnaireVersion.objects.count() == 1


def test_many_who_save_one_page_at_once_are_told(nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "wellbeing")
    beside = mark(draft, ["wellbeing.happy"])

    def save(number: int) -> None:
        actions.save(
            by=nurse,
            assessment=draft,
            link_ids=["wellbeing.happy"],
            changes={"wellbeing.happy": (number,)},
            beside=beside,
            key=uuid.uuid4(),
        )

    assert together(save) == ["SavedMeanwhile"] * (MANY - 1) + ["done"]
    assert Assessment.objects.get().version == 2


def test_many_who_save_different_pages_at_once_lose_nothing(nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "wellbeing")
    told = sorted(WELLBEING)

    def save(number: int) -> None:
        link_id = told[number]
        actions.save(
            by=nurse,
            assessment=draft,
            link_ids=[link_id],
            changes=values_of({link_id: WELLBEING[link_id]}),
            beside=mark(draft, [link_id]),
            key=uuid.uuid4(),
        )

    assert together(save, 4) == ["done"] * 4
    assert set(Assessment.objects.get().answers) == set(told)


def test_one_assessment_finished_many_times_at_once_is_accepted_once(
    nurse: Any, teamed: Any, manchester: Any
) -> None:
    trusted(nurse, by=teamed("team_lead"), partners=("City council", "Hospital trust"))
    draft = saved(nurse, begun(nurse, somebody(), "wellbeing"), WELLBEING)
    key = uuid.uuid4()
    came = together(lambda _: actions.finish(by=nurse, assessment=draft, version=draft.version, key=key))
    assert came == ["done"] * MANY
    assert Acceptance.objects.count() == 2


def test_many_words_of_one_partner_at_once_are_one(
    nurse: Any, social_worker: Any, teamed: Any, manchester: Any
) -> None:
    trusted(nurse, by=teamed("team_lead"), partners=("Hospital trust",))
    done = finished(nurse, somebody())

    def decide(_: int) -> None:
        actions.decide(by=social_worker, assessment=done, outcome="accepted", reason="", key=uuid.uuid4())

    assert together(decide) == ["AssessmentRefused"] * (MANY - 1) + ["done"]
    assert Acceptance.objects.filter(is_automatic=False).count() == 1
