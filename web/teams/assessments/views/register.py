"""The register of trusted assessors."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.teams.assessments import actions, registry, tables
from web.teams.assessments.forms import AssessorsFilter, EndForm, TrustForm
from web.teams.assessments.sparing import spared_counts
from web.teams.cases import standards
from web.ui.tables import listing


@requires("teams.keep_assessors")
@require_GET
def assessors(request: HttpRequest) -> HttpResponse:
    """List who is trusted by whom, and what that spared."""
    form = AssessorsFilter(request.GET)
    table = tables.assessors_table(registry.questionnaire_titles(), registry.cohort_titles())
    found = listing(request, registry.assessors(form.chosen().get("state", "")), table, filters=form)
    context = {
        "filters": form,
        "spared": spared_counts(now=timezone.now()),
        "days": standards.current()["days_repeat"],
    }
    template = "teams/assessments/assessors.jinja"
    return page_or_file(request, template, context, listing=found, permission="teams.keep_assessors")


@requires("teams.keep_assessors")
@require_http_methods(["GET", "POST"])
def trust(request: HttpRequest) -> HttpResponse:
    """Enter somebody into the register."""
    choices = registry.choices()
    form = TrustForm(request.POST, **choices) if request.method == "POST" else TrustForm.opened(**choices)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "teams/assessments/trust.jinja", {"form": form}, status=status)
    cleaned = form.cleaned_data
    try:
        entry = actions.trust(by=request.user, user=cleaned["user"], scope=form.scope(), key=cleaned["key"])
    except actions.AssessmentRefused as refused:
        messages.error(request, str(refused))
        return redirect("teams:assessment_assessors")
    messages.success(request, f"{entry.user.name} is in the register of trusted assessors.")
    return redirect("teams:assessment_assessor", entry.pk)


@requires("teams.keep_assessors")
@require_http_methods(["GET", "POST"])
def assessor(request: HttpRequest, key: int) -> HttpResponse:
    """Show one delegation; end it with a reason."""
    entry = registry.assessor_of(key)
    if entry is None:
        raise Http404("no such delegation")
    form = EndForm(request.POST) if request.method == "POST" else EndForm()
    if request.method == "POST" and form.is_valid():
        actions.end_delegation(by=request.user, assessor=entry, **form.cleaned_data)
        messages.success(request, "The delegation has ended.")
        return redirect("teams:assessment_assessor", key)
    context = {
        "entry": entry,
        "form": form,
        "state": tables.state_of(entry),
        "titles": registry.questionnaire_titles(),
        "cohorts": registry.cohort_titles(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "teams/assessments/assessor.jinja", context, status=status)
