"""An assessment that is being written: a section at a time, checked, finished."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from lco.teams.questionnaires.answering import problems
from lco.teams.questionnaires.asking import asked
from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.values import Answers
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.assessments import actions, layout, reading
from web.teams.assessments.forms import FinishForm, SectionForm
from web.teams.assessments.keeping import answers_of, mark
from web.teams.assessments.models import Assessment
from web.teams.assessments.results import results
from web.teams.assessments.shelf import asked_version
from web.teams.assessments.views.of_person import of_assessment

_SAVED = "Saved. Nothing is finished yet: go on whenever you like."


@of_assessment("teams.assess")
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, seen: Seen, assessment: Assessment, number: int) -> HttpResponse:
    """Ask one section; keep it; go on to the next."""
    questionnaire = asked_version(assessment.questionnaire)
    if not 1 <= number <= len(questionnaire.sections):
        raise Http404("no such section")
    if not assessment.is_draft:
        return redirect("teams:assessment", seen.pseudonym, assessment.pk)
    if request.method != "POST":
        return _page(request, seen, assessment, _opened(assessment, questionnaire, number), number)
    form = _form(request.POST, assessment, questionnaire, number)
    if not form.is_valid():
        return _page(request, seen, assessment, form, number, status=422)
    return _keep(request, seen, assessment, form, number)


@of_assessment("teams.assess")
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, seen: Seen, assessment: Assessment) -> HttpResponse:
    """Show all answers to be checked; finish."""
    if not assessment.is_draft:
        return redirect("teams:assessment", seen.pseudonym, assessment.pk)
    form = (
        FinishForm(request.POST)
        if request.method == "POST"
        else FinishForm.opened(version=assessment.version)
    )
    if request.method != "POST" or not form.is_valid():
        return _check(request, seen, assessment, form, status=422 if request.method == "POST" else 200)
    try:
        done = actions.finish(by=request.user, assessment=assessment, **form.cleaned_data)
    except actions.SavedMeanwhile as refused:
        again = FinishForm.opened(version=refused.held.version)
        return _check(request, seen, refused.held, again, status=409, meanwhile=str(refused))
    except actions.AssessmentRefused as refused:
        if not refused.problems:
            messages.error(request, str(refused))
        return _check(request, seen, assessment, form, status=422)
    messages.success(
        request, "The assessment is finished. It can be read here by everybody who cares for the person."
    )
    return redirect("teams:assessment", seen.pseudonym, done.pk)


@of_assessment("teams.assess")
@require_POST
def leave(request: HttpRequest, seen: Seen, assessment: Assessment) -> HttpResponse:
    """Take a draft no further."""
    try:
        actions.leave(by=request.user, assessment=assessment)
    except actions.AssessmentRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The assessment is not taken further. What was written is kept.")
    return redirect("teams:assessments", pseudonym=seen.pseudonym)


def _keep(
    request: HttpRequest, seen: Seen, assessment: Assessment, form: SectionForm, number: int
) -> HttpResponse:
    try:
        held = actions.save(
            by=request.user,
            assessment=assessment,
            link_ids=form.link_ids,
            changes=form.answers,
            beside=form.cleaned_data["version"],
            key=form.cleaned_data["key"],
        )
    except actions.SavedMeanwhile as refused:
        return _meanwhile(request, seen, refused, form, number)
    except actions.AssessmentRefused as refused:
        messages.error(request, str(refused))
        return redirect("teams:assessments", pseudonym=seen.pseudonym)
    if not form.is_finishing:
        messages.success(request, _SAVED)
        return redirect("teams:assessments", pseudonym=seen.pseudonym)
    if form.opened_meanwhile:
        questionnaire = asked_version(held.questionnaire)
        opened = _opened(held, questionnaire, number)
        return _page(request, seen, held, opened, number, more=len(form.opened_meanwhile))
    return _onward(seen, held, number)


def _onward(seen: Seen, held: Assessment, number: int) -> HttpResponse:
    after = _next(asked_version(held.questionnaire), answers_of(held), number)
    if after is None:
        return redirect("teams:assessment_check", seen.pseudonym, held.pk)
    return redirect("teams:assessment_section", seen.pseudonym, held.pk, after)


def _next(questionnaire: Questionnaire, answers: Answers, number: int) -> int | None:
    """Return the next section with something to ask."""
    now = asked(questionnaire, answers)
    for place, each in enumerate(questionnaire.sections[number:], start=number + 1):
        if any(item.link_id in now for item in each.walk()):
            return place
    return None


def _meanwhile(
    request: HttpRequest, seen: Seen, refused: actions.SavedMeanwhile, form: SectionForm, number: int
) -> HttpResponse:
    """Show what was saved meanwhile above the own answers; saving these again replaces it, knowingly."""
    held = refused.held
    questionnaire = asked_version(held.questionnaire)
    theirs = reading.chapters(questionnaire, answers_of(held), {})
    data = form.data.copy()
    data["version"] = str(mark(held, form.link_ids))
    again = _form(data, held, questionnaire, number)
    again.is_valid()
    more = {"meanwhile": str(refused), "theirs": [each for each in theirs if each.number == number]}
    return _page(request, seen, held, again, number, status=409, **more)


def _opened(assessment: Assessment, questionnaire: Questionnaire, number: int) -> SectionForm:
    chosen = questionnaire.sections[number - 1]
    link_ids = [item.link_id for item in chosen.walk() if item.kind.is_question and not item.is_read_only]
    form: SectionForm = SectionForm.opened(
        version=mark(assessment, link_ids),
        questionnaire=questionnaire,
        section=chosen,
        answers=answers_of(assessment),
        told=reading.told_words(assessment),
    )
    form.initial["shown"] = layout.shown_names(form)
    return form


def _form(data: Any, assessment: Assessment, questionnaire: Questionnaire, number: int) -> SectionForm:
    return SectionForm(
        data,
        questionnaire=questionnaire,
        section=questionnaire.sections[number - 1],
        answers=answers_of(assessment),
        told=reading.told_words(assessment),
        is_finishing=data.get("step") != "later",
    )


def _page(
    request: HttpRequest,
    seen: Seen,
    assessment: Assessment,
    form: SectionForm,
    number: int,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    sections = form.questionnaire.sections
    context = {
        "assessment": assessment,
        "questionnaire": form.questionnaire,
        "form": form,
        "nodes": layout.nodes(form),
        "number": number,
        "count": len(sections),
        "section_title": sections[number - 1].title,
        **more,
    }
    return person_page(request, seen, "teams/assessments/section.jinja", context, status=status)


def _check(
    request: HttpRequest, seen: Seen, assessment: Assessment, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    questionnaire, answers = asked_version(assessment.questionnaire), answers_of(assessment)
    wrong = problems(questionnaire, answers)
    context = {
        "assessment": assessment,
        "questionnaire": questionnaire,
        "form": form,
        "chapters": reading.chapters(questionnaire, answers, reading.told_words(assessment), wrong),
        "wrong": wrong,
        "results": results(questionnaire, answers),
        **more,
    }
    return person_page(request, seen, "teams/assessments/check.jinja", context, status=status)
