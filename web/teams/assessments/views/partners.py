"""A partner accepts or declines the assessment of another's trusted assessor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.assessments import actions, reading
from web.teams.assessments.forms import PartnerForm
from web.teams.assessments.models import Assessment
from web.teams.assessments.views.of_person import of_assessment


@of_assessment("teams.assess")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, seen: Seen, assessment: Assessment) -> HttpResponse:
    """Ask whether the own organisation uses the assessment; keep the answer."""
    shown = reading.shown(assessment, request.user)
    if not shown["may_decide"]:
        messages.error(request, "There is nothing to accept here: read who accepted it below.")
        return redirect("teams:assessment", seen.pseudonym, assessment.pk)
    form = PartnerForm(request.POST) if request.method == "POST" else PartnerForm.opened()
    if request.method != "POST" or not form.is_valid():
        context = {**shown, "form": form}
        status = 422 if request.method == "POST" else 200
        return person_page(request, seen, "teams/assessments/accept.jinja", context, status=status)
    chosen = {name: form.cleaned_data[name] for name in ("outcome", "reason", "key")}
    try:
        said = actions.decide(by=request.user, assessment=assessment, **chosen)
    except actions.AssessmentRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{said.get_outcome_display()} for {said.organisation}.")
    return redirect("teams:assessment", seen.pseudonym, assessment.pk)
