"""What is kept of an assessment: once, by whom may, never over somebody else's answers."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from lco.teams.workflow import Act
from lco.teams.workflow import State as CaseState
from tests.web.teams.assessments.filling import (
    STORY,
    WELLBEING,
    begun,
    finished,
    saved,
    somebody,
    values_of,
)
from web.audit.models import AuditEntry
from web.teams.actions import leave as leave_team
from web.teams.assessments import actions
from web.teams.assessments.keeping import mark
from web.teams.assessments.models import Acceptance, Assessment, QuestionnaireVersion, State
from web.teams.assessments.queries import latest_assessments
from web.teams.assessments.shelf import asked_version, shelf
from web.teams.cases.actions import advance, open_case
from web.teams.cases.models import Case
from web.teams.models import Membership, Team

pytestmark = pytest.mark.django_db


def save(by: Any, assessment: Assessment, told: dict[str, Any], **changes: Any) -> Assessment:
    link_ids = list(told)
    given = {
        "link_ids": link_ids,
        "changes": values_of(told),
        "beside": mark(assessment, link_ids),
        "key": uuid.uuid4(),
    }
    return actions.save(by=by, assessment=assessment, **{**given, **changes})


def test_the_same_form_begins_one_assessment(nurse: Any, manchester: Any) -> None:
    key = uuid.uuid4()
    first = begun(nurse, somebody(), "wellbeing", key=key)
    saved(nurse, first, WELLBEING)
    actions.finish(by=nurse, assessment=first, version=None, key=uuid.uuid4())
    assert begun(nurse, somebody(), "wellbeing", key=key).pk == first.pk
    assert begun(nurse, somebody(), "wellbeing").pk != first.pk


def test_a_draft_that_is_there_is_gone_on_with(nurse: Any, social_worker: Any, manchester: Any) -> None:
    first = begun(nurse, somebody(), "wellbeing")
    assert begun(social_worker, somebody(), "wellbeing").pk == first.pk
    assert begun(nurse, somebody(1), "wellbeing").pk != first.pk


def test_two_pages_are_saved_beside_each_other(nurse: Any, social_worker: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    save(nurse, draft, {"matters.most": "Cats"})
    save(social_worker, draft, {"can.do": "Cooks"})
    assert Assessment.objects.get().answers == {
        "matters.most": [{"valueString": "Cats"}],
        "can.do": [{"valueString": "Cooks"}],
    }


def test_nobody_saves_over_answers_they_have_not_seen(
    nurse: Any, social_worker: Any, manchester: Any
) -> None:
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    before = mark(draft, ["matters.most"])
    save(social_worker, draft, {"matters.most": "Dogs"})
    with pytest.raises(actions.SavedMeanwhile, match="Tom Reilly saved other answers here") as refused:
        save(nurse, draft, {"matters.most": "Cats"}, beside=before)
    assert refused.value.held.answers["matters.most"] == [{"valueString": "Dogs"}]
    assert Assessment.objects.get().answers["matters.most"] == [{"valueString": "Dogs"}]


def test_a_page_sent_again_changes_nothing(nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    key, beside = uuid.uuid4(), mark(draft, ["matters.most"])
    for _ in range(2):
        save(nurse, draft, {"matters.most": "Cats"}, key=key, beside=beside)
    assert Assessment.objects.get().version == 2


@pytest.mark.parametrize(
    ("told", "changes"),
    [
        ({"wellbeing.happy": 11}, {}),
        ({"wellbeing.happy": "much"}, {}),
        ({"wellbeing.happy": 5}, {"link_ids": ["wellbeing.anxious"]}),
    ],
)
def test_what_is_no_answer_is_not_kept(
    told: dict[str, Any], changes: dict[str, Any], nurse: Any, manchester: Any
) -> None:
    draft = begun(nurse, somebody(), "wellbeing")
    marked = mark(draft, changes.get("link_ids", list(told)))
    with pytest.raises(actions.AssessmentRefused, match="cannot be kept"):
        save(nurse, draft, told, **changes, beside=marked)
    assert Assessment.objects.get().answers == {}


def test_who_left_the_team_neither_saves_nor_finishes(nurse: Any, manchester: Any) -> None:
    draft = saved(nurse, begun(nurse, somebody(), "wellbeing"), WELLBEING)
    done = finished(nurse, somebody(1))
    leave_team(by=None, membership=Membership.objects.get(user=nurse))
    attempts = (
        lambda: begun(nurse, somebody(2), "wellbeing"),
        lambda: save(nurse, draft, WELLBEING),
        lambda: actions.finish(by=nurse, assessment=draft, version=None, key=uuid.uuid4()),
        lambda: actions.leave(by=nurse, assessment=draft),
        lambda: actions.decide(by=nurse, assessment=done, outcome="accepted", reason="", key=uuid.uuid4()),
    )
    for attempt in attempts:
        with pytest.raises(actions.AssessmentRefused, match="Only who sees the person today"):
            attempt()


def test_who_is_no_carer_of_people_cannot_assess(teamed: Any, manchester: Any) -> None:
    with pytest.raises(actions.AssessmentRefused, match="Only who sees the person today"):
        begun(teamed("administrator"), somebody(), "wellbeing")


def test_what_is_missing_stops_the_end(nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "wellbeing")
    with pytest.raises(actions.AssessmentRefused) as refused:
        actions.finish(by=nurse, assessment=draft, version=None, key=uuid.uuid4())
    assert len(refused.value.problems) == 4
    assert Assessment.objects.get().state == State.DRAFT


def test_what_was_saved_after_the_check_stops_the_end(
    nurse: Any, social_worker: Any, manchester: Any
) -> None:
    draft = saved(nurse, begun(nurse, somebody(), "wellbeing"), WELLBEING)
    saved(social_worker, draft, {"wellbeing.happy": 1})
    with pytest.raises(actions.SavedMeanwhile):
        actions.finish(by=nurse, assessment=draft, version=draft.version, key=uuid.uuid4())


def test_finished_is_finished(nurse: Any, social_worker: Any, manchester: Any) -> None:
    done = finished(nurse, somebody())
    again = actions.finish(by=nurse, assessment=done, version=1, key=uuid.uuid4())
    assert again.finished_at == done.finished_at
    with pytest.raises(actions.AssessmentRefused, match="is finished and cannot be changed"):
        actions.finish(by=social_worker, assessment=done, version=None, key=uuid.uuid4())
    with pytest.raises(actions.AssessmentRefused, match="is finished and cannot be changed"):
        save(nurse, done, WELLBEING)
    for change in (
        lambda: Assessment.objects.filter(pk=done.pk).update(answers={}),
        lambda: Assessment.objects.filter(pk=done.pk).delete(),
        lambda: QuestionnaireVersion.objects.update(title="Other"),
    ):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()


def test_a_draft_is_left_and_kept(nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "wellbeing")
    for _ in range(2):
        assert actions.leave(by=nurse, assessment=draft).state == State.LEFT
    with pytest.raises(actions.AssessmentRefused, match="was not taken further"):
        save(nurse, draft, WELLBEING)
    assert begun(nurse, somebody(), "wellbeing").pk != draft.pk


def test_every_write_leaves_a_row_without_words_of_the_person(nurse: Any, manchester: Any) -> None:
    finished(nurse, somebody(), "strengths-based-assessment", STORY)
    rows = AuditEntry.objects.filter(object_kind="person", user=nurse)
    details = [row.detail for row in rows.order_by("pk")]
    assert [detail.split()[0] for detail in details] == ["began", "saved", "finished"]
    assert not any("grandchildren" in detail for detail in details)


def consented(by: Any, listing: Any) -> Case:
    team = Team.objects.get(memberships__user=by)
    case = open_case(by=by, person=listing.person, team=team, source="tier_list", key=uuid.uuid4())
    Case.objects.filter(pk=case.pk).update(state=CaseState.CONSENTED)
    return Case.objects.get(pk=case.pk)


def test_an_assessment_of_the_whole_person_moves_the_case_on(nurse: Any, manchester: Any) -> None:
    case = consented(nurse, somebody())
    done = finished(nurse, somebody(), "strengths-based-assessment", STORY)
    assert done.case_id == case.pk
    held = Case.objects.get(pk=case.pk)
    assert held.state == CaseState.ASSESSED
    assert held.events.get().act == Act.ASSESS


def test_four_questions_on_wellbeing_do_not(nurse: Any, manchester: Any) -> None:
    case = consented(nurse, somebody())
    finished(nurse, somebody())
    assert Case.objects.get(pk=case.pk).state == CaseState.CONSENTED


def test_a_case_in_another_state_stays_where_it_is(nurse: Any, manchester: Any) -> None:
    case = consented(nurse, somebody())
    advance(by=nurse, case=case, act=Act.ASSESS, key=uuid.uuid4())
    finished(nurse, somebody(), "strengths-based-assessment", STORY)
    assert Case.objects.get(pk=case.pk).events.count() == 1


def test_answers_are_taken_over_and_marked_until_they_change(nurse: Any, manchester: Any) -> None:
    first = finished(nurse, somebody(), "strengths-based-assessment", STORY)
    second = begun(nurse, somebody(), "strengths-based-assessment", earlier=first)
    assert second.answers == first.answers
    assert set(second.told.values()) == {first.pk}
    again = saved(nurse, second, {"matters.most": "My garden", "can.do": STORY["can.do"]})
    assert "matters.most" not in again.told
    assert again.told["can.do"] == first.pk


def test_answers_of_somebody_else_or_of_a_draft_are_not_taken_over(nurse: Any, manchester: Any) -> None:
    theirs = finished(nurse, somebody(1))
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    for earlier in (theirs, draft):
        with pytest.raises(actions.AssessmentRefused, match="finished assessment of the same person"):
            begun(nurse, somebody(), "wellbeing", earlier=earlier)


def test_a_file_changed_in_place_is_refused(nurse: Any, manchester: Any) -> None:
    first = begun(nurse, somebody(), "wellbeing")
    changed = replace(shelf().newest["wellbeing"], checksum="other", title="Other")
    with pytest.raises(actions.AssessmentRefused, match="give the changed file a new version"):
        actions.start(by=nurse, person=somebody(1).person, questionnaire=changed, key=uuid.uuid4())
    assert asked_version(first.questionnaire).title == "Personal wellbeing, four questions"


def test_what_was_found_goes_to_the_plan(nurse: Any, manchester: Any) -> None:
    finished(nurse, somebody())
    finished(nurse, somebody(), "strengths-based-assessment", STORY)
    finished(nurse, somebody(), told={**WELLBEING, "wellbeing.happy": 0})
    begun(nurse, somebody(), "carers-assessment")
    wellbeing, story = latest_assessments(somebody().person_id)
    assert story.strengths == ("Cooks for herself",)
    assert story.needs == ("Help with the stairs", "Company")
    assert (story.title, story.assessor) == ("Strengths-based holistic assessment", "Grace Adeyemi")
    assert wellbeing.results[2] == ("Overall, how happy did you feel yesterday?", "0 of 10: low")
    assert latest_assessments(somebody(1).person_id) == []


def test_what_a_refused_end_wrote_is_taken_back(nurse: Any, manchester: Any, monkeypatch: Any) -> None:
    draft = saved(nurse, begun(nurse, somebody(), "wellbeing"), WELLBEING)

    def fail(**_: Any) -> None:
        raise RuntimeError("the connection went away")

    monkeypatch.setattr("web.teams.assessments.actions.finishing.record_write", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.finish(by=nurse, assessment=draft, version=None, key=uuid.uuid4())
    assert Assessment.objects.get().state == State.DRAFT
    assert not Acceptance.objects.exists()
