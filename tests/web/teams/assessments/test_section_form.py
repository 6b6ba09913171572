"""The form of one page: whatever was answered comes back as it was; what happened meanwhile is shown."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.questionnaires.values import Coding, Value
from tests.lco.teams.questionnaires.making import group, item, limit, made, option, when
from tests.web.teams.assessments.filling import (
    STORY,
    WELLBEING,
    address,
    begun,
    finished,
    hidden,
    saved,
    send,
    somebody,
)
from web.teams.assessments.forms import SectionForm, field_names
from web.teams.assessments.layout import nodes, shown_names
from web.teams.assessments.models import Assessment
from web.teams.assessments.shelf import asked_version

OPTIONS = [option("yes"), option("no")]
MANY = [option(f"x{number}") for number in range(13)]
ALL = made(
    group(
        "g",
        item("string"),
        item("strings", repeats=True),
        item("text", "text"),
        item("boolean", "boolean"),
        item("integer", "integer"),
        item("integers", "integer", repeats=True),
        item("decimal", "decimal"),
        item("date", "date"),
        item("choice", "choice", answerOption=OPTIONS),
        item("choices", "choice", repeats=True, answerOption=OPTIONS),
        item("long", "choice", answerOption=MANY),
        item("open", "open-choice", answerOption=OPTIONS),
        item("fixed", readOnly=True, initial=[{"valueString": "x"}]),
    )
)
_CODES = [Coding("yes", "", "Yes"), Coding("no", "", "No")]
_WORDS = st.text("abcäß'\"<&=+-@€漢ع😀", min_size=1, max_size=20)
_ONE = {
    "string": _WORDS,
    "text": _WORDS,
    "boolean": st.booleans(),
    "integer": st.integers(-(10**6), 10**6),
    "decimal": st.decimals(-(10**6), 10**6, places=3),
    "date": st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    "choice": st.sampled_from(_CODES),
    "long": st.sampled_from([Coding(f"x{number}", "", f"X{number}") for number in range(13)]),
    "open": st.one_of(st.sampled_from(_CODES), _WORDS),
}
_SEVERAL = {
    "strings": st.lists(_WORDS, max_size=3),
    "integers": st.lists(st.integers(-9, 9), max_size=3),
    "choices": st.lists(st.sampled_from(_CODES), unique=True, max_size=2).map(
        lambda codes: sorted(codes, key=_CODES.index)
    ),
}


@st.composite
def answers(draw: st.DrawFn) -> dict[str, tuple[Value, ...]]:
    found: dict[str, tuple[Value, ...]] = {}
    for link_id, values in _ONE.items():
        if draw(st.booleans()):
            found[link_id] = (draw(values),)
    for link_id, several in _SEVERAL.items():
        found[link_id] = tuple(draw(several))
    return {link_id: values for link_id, values in found.items() if values}


def form(data: Any = None, *, questionnaire: Any = ALL, told: Any = None, **more: Any) -> SectionForm:
    given = {"questionnaire": questionnaire, "section": questionnaire.sections[0], "answers": told or {}}
    return SectionForm(data, **given, **more)


def sent(page: SectionForm, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of a page nobody typed on."""
    fields = {field.html_name: field.value() for field in page.visible_fields()}
    kept = {name: value for name, value in fields.items() if value not in (None, "", [])}
    return {**kept, "key": str(uuid.uuid4()), "version": "0", "shown": shown_names(page), **changes}


@given(answers())
def test_a_page_sent_back_untouched_changes_nothing(told: dict[str, tuple[Value, ...]]) -> None:
    back = form(sent(form(told=told)), told=told)
    assert back.is_valid(), back.errors
    assert back.answers == told


def test_what_is_fixed_is_shown_and_not_asked() -> None:
    told: dict[str, tuple[Value, ...]] = {"fixed": ("x",)}
    (node,) = [each for each in nodes(form(told=told))[0].nodes if each.title == "Question fixed"]
    assert (node.kind, node.fixed, node.field) == ("fixed", "x", None)
    assert "fixed" not in form().link_ids


def test_an_answer_that_is_not_required_can_be_taken_back() -> None:
    page = form(told={"boolean": (True,), "choice": (_CODES[0],)})
    names = page.names
    back = form(sent(page, **{names["boolean"]: "none", names["choice"]: "none"}))
    assert back.is_valid()
    assert back.answers == {}


def test_a_mistake_is_said_of_questions_that_are_asked_alone() -> None:
    bound = item("b", "integer", enableWhen=[when("a", "=", answerBoolean=True)], required=True)
    found = made(item("a", "boolean"), bound)
    for answer, is_right in (("yes", False), ("no", True)):
        page = form({"key": str(uuid.uuid4()), "i0": answer, "i1": "many"}, questionnaire=found)
        assert page.is_valid() is is_right
        assert bool(page.errors) is not is_right


def test_what_opens_a_question_is_told_to_the_script() -> None:
    asked = item("b", "integer", extension=[limit("minValue", valueInteger=0)])
    conditions = [
        when("b", ">", answerInteger=2),
        when("c", "=", answerCoding={"code": "no"}),
        when("d", "exists", answerBoolean=False),
        when("far", "=", answerBoolean=True),
    ]
    found = made(
        group(
            "g",
            asked,
            item("c", "choice", answerOption=OPTIONS),
            item("d", "boolean"),
            item("e", enableWhen=conditions, enableBehavior="any"),
        ),
        group("h", item("far", "boolean")),
    )
    (node,) = [each for each in nodes(form(questionnaire=found, told={"far": (True,)}))[0].nodes if each.when]
    assert node.when == (
        '{"all": false, "of": [{"field": "i1", "sign": ">", "answer": "2"}, '
        '{"field": "i2", "sign": "=", "answer": "1"}, {"field": "i3", "sign": "exists", "answer": "no"}, '
        '{"holds": true}]}'
    )
    assert not node.is_closed


def test_a_question_under_a_question_waits_for_it() -> None:
    found = made(item("a", item=[item("b")]))
    (above,) = nodes(form(questionnaire=found))
    assert above.nodes[0].needs == "i0"
    assert not above.nodes[0].is_shown
    (above,) = nodes(form(questionnaire=found, told={"a": ("x",)}))
    assert above.nodes[0].is_shown


def test_a_number_keeps_its_digits() -> None:
    assert form(told={"decimal": (Decimal("7.50"),)})["i7"].value() == "7.50"


@pytest.mark.django_db
def test_who_saved_meanwhile_is_shown_beside_the_own_answers(
    client: Client, nurse: Any, social_worker: Any, manchester: Any
) -> None:
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    where = address(draft, "assessment_section", 2)
    opened = hidden(client.get(where).content.decode())
    saved(social_worker, draft, {"matters.most": "Dogs"})
    names = field_names(asked_version(draft.questionnaire))
    response = client.post(where, {**opened, names["matters.most"]: "Cats", "step": "next"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Tom Reilly saved other answers here while you wrote" in page
    assert "Dogs" in page
    assert "Cats" in page
    again = client.post(where, {**hidden(page), names["matters.most"]: "Cats and dogs", "step": "next"})
    assert again.status_code == 302
    assert Assessment.objects.get().answers["matters.most"] == [{"valueString": "Cats and dogs"}]


@pytest.mark.django_db
def test_what_was_saved_after_the_check_is_checked_again(
    client: Client, nurse: Any, social_worker: Any, manchester: Any
) -> None:
    draft = saved(nurse, begun(nurse, somebody(), "wellbeing"), WELLBEING)
    where = address(draft, "assessment_check")
    checked = hidden(client.get(where).content.decode())
    saved(social_worker, draft, {"wellbeing.happy": 0})
    response = client.post(where, checked)
    assert response.status_code == 409
    assert "0 of 10: low" in response.content.decode()
    assert client.post(where, hidden(response.content.decode())).status_code == 302
    assert Assessment.objects.get().finished_at


@pytest.mark.django_db
def test_a_finished_one_is_not_written_but_read(client: Client, nurse: Any, manchester: Any) -> None:
    done = finished(nurse, somebody())
    for name, more in (("assessment_section", [1]), ("assessment_check", [])):
        assert client.get(address(done, name, *more))["Location"] == address(done)
    left = client.post(address(done, "assessment_leave"), follow=True)
    assert "is finished and cannot be changed" in left.content.decode()


@pytest.mark.django_db
def test_what_is_not_there_is_not_found(client: Client, nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "wellbeing")
    for where in (
        address(draft, "assessment_section", 0),
        address(draft, "assessment_section", 9),
        address(draft, "assessment_response"),
    ):
        assert client.get(where).status_code == 404


@pytest.mark.django_db
def test_a_script_in_an_answer_is_words(client: Client, nurse: Any, manchester: Any) -> None:
    script = "<script>alert(1)</script>"
    told = {**STORY, "matters.most": script, "can.do": script}
    draft = begun(nurse, somebody(), "strengths-based-assessment")
    assert send(client, draft, 2, told).status_code == 302
    done = finished(nurse, somebody(1), "strengths-based-assessment", told)
    for where in (
        address(draft, "assessment_section", 2),
        address(draft, "assessment_check"),
        address(done),
        address(done, "assessment_print"),
    ):
        page = client.get(where).content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page


@pytest.mark.django_db
def test_a_draft_left_by_its_button_is_kept(client: Client, nurse: Any, manchester: Any) -> None:
    draft = begun(nurse, somebody(), "wellbeing")
    page = client.post(address(draft, "assessment_leave"), follow=True).content.decode()
    assert "What was written is kept" in page
    assert "Not taken further" in page
