"""The assessments of one person: listed, begun, read, printed, given out."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.governance import Outcome
from web.audit.actions import record_export
from web.audit.models import Purpose
from web.teams.access.guard import View, of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.assessments import actions, queries, reading
from web.teams.assessments.forms import StartForm
from web.teams.assessments.models import Assessment
from web.teams.assessments.reuse import fresh_elsewhere, to_begin_from, with_last_word
from web.teams.assessments.shelf import shelf
from web.teams.assessments.sight import listed_for, sight_of


def of_assessment(permission: str) -> Any:
    """Guard a view about one assessment of a person: the view gets ``seen`` and ``assessment``."""

    def guard(view: View) -> View:
        @of_person(permission)
        @wraps(view)
        def guarded(request: HttpRequest, seen: Seen, key: int, *args: Any, **kwargs: Any) -> HttpResponse:
            assessment = queries.assessment_of(seen.pseudonym, key)
            sight = sight_of(request.user, seen, assessment) if assessment else None
            if assessment is None or sight is None or sight.outcome == Outcome.DENY:
                raise Http404("no such assessment of this person")
            if not sight.is_shown:
                context = {"assessment": assessment, "sight": sight}
                return person_page(request, seen, "teams/assessments/kept.jinja", context, status=403)
            return view(request, seen, assessment, *args, **kwargs)

        return guarded

    return guard


@of_person("teams.see_assessments")
@require_GET
def assessments(request: HttpRequest, seen: Seen) -> HttpResponse:
    """List a person's assessments, newest first."""
    found = with_last_word(queries.assessments_of(seen.pseudonym), request.user.organisation_id)
    context = {
        "assessments": listed_for(request.user, seen, found),
        "may_assess": request.user.has_perm("teams.assess"),
        "mine": request.user.organisation_id,
    }
    return person_page(request, seen, "teams/assessments/list.jinja", context)


@of_person("teams.assess")
@require_GET
def choose(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Offer the questionnaires that can be asked."""
    latest = {
        each.name: each for each in queries.latest_assessments(seen.pseudonym, user=request.user, seen=seen)
    }
    context = {"offered": [(each, latest.get(each.name)) for each in shelf().newest.values()]}
    return person_page(request, seen, "teams/assessments/choose.jinja", context)


@of_person("teams.assess")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, seen: Seen, name: str) -> HttpResponse:
    """Show what was assessed already, then begin."""
    questionnaire = shelf().newest.get(name)
    if questionnaire is None:
        raise Http404("no such questionnaire")
    fresh = fresh_elsewhere(request.user, seen, name)
    offered = to_begin_from(request.user, seen, questionnaire)
    made: dict[str, Any] = {
        "offered": [(str(each.pk), words) for each, words in offered],
        "is_fresh": bool(fresh),
    }
    form = StartForm(request.POST, **made) if request.method == "POST" else StartForm.opened(**made)
    if request.method != "POST" or not form.is_valid():
        context = {"questionnaire": questionnaire, "fresh": fresh, "form": form}
        status = 422 if request.method == "POST" else 200
        return person_page(request, seen, "teams/assessments/start.jinja", context, status=status)
    earlier = {each.pk: each for each, _ in offered}.get(form.cleaned_data.get("earlier"))
    try:
        begun = actions.start(
            by=request.user,
            person=seen.person,
            questionnaire=questionnaire,
            key=form.cleaned_data["key"],
            earlier=earlier,
            why_again=form.cleaned_data.get("why_again", ""),
        )
    except actions.AssessmentRefused as refused:
        messages.error(request, str(refused))
        return redirect("teams:assessments", pseudonym=seen.pseudonym)
    return redirect("teams:assessment_section", seen.pseudonym, begun.pk, 1)


@of_assessment("teams.see_assessments")
@require_GET
def assessment(request: HttpRequest, seen: Seen, assessment: Assessment) -> HttpResponse:
    """Show one assessment to read."""
    context = reading.shown(assessment, request.user)
    return person_page(request, seen, "teams/assessments/read.jinja", context)


@of_assessment("teams.see_assessments")
@require_GET
def printed(request: HttpRequest, seen: Seen, assessment: Assessment) -> HttpResponse:
    """Show one assessment as it goes on paper."""
    context = reading.shown(assessment, request.user)
    return person_page(request, seen, "teams/assessments/print.jinja", context)


@of_assessment("teams.see_assessments")
@require_GET
def response(request: HttpRequest, seen: Seen, assessment: Assessment) -> HttpResponse:
    """Give a finished assessment out as a FHIR QuestionnaireResponse, without a name."""
    if not assessment.finished_at:
        raise Http404("not finished")
    detail = f"assessment {assessment.pk} as FHIR"
    record_export(by=request.user, kind="assessment", detail=detail, purpose=Purpose.DIRECT_CARE)
    head = {"Content-Disposition": f'attachment; filename="assessment-{assessment.pk}.json"'}
    found = reading.as_fhir(assessment)
    return JsonResponse(found, headers=head, content_type="application/fhir+json")
