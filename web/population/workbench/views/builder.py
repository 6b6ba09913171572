"""The cohort builder: criteria in the address, people counted as they are changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lco.population.criteria import Criteria, CriteriaRefused
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population.workbench import actions, cohorts, drafts, naming
from web.population.workbench import count_tables as ours
from web.population.workbench.drafts import Draft
from web.population.workbench.forms import SaveForm
from web.population.workbench.models import SavedCohort
from web.population.workbench.offered import offer
from web.ui import tables
from web.ui.published import published

PERMISSION = "population.build_cohorts"
TEMPLATE = "population/workbench/builder.jinja"


@requires(PERMISSION)
@require_GET
def builder(request: HttpRequest) -> HttpResponse:
    """Show the criteria of the address and count who meets them."""
    run = published()
    if run is None:
        return render(request, TEMPLATE, {"draft": None})
    draft = drafts.read(request.GET, offer(run.run))
    if not draft.rows:
        draft = drafts.started(draft.offer)
    own = cohorts.own(request.user, request.GET.get("of", ""))
    if changed := _changed(request.GET, draft):
        of = f"of={own.pk}&" if own else ""
        return redirect(f"{reverse('population:builder')}?{of}{changed.query}")
    return _page(request, draft, SaveForm(initial=naming.said(own)), own)


@requires(PERMISSION)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save what was built: as a cohort of one's own, or as a version of one."""
    run, form = published(), SaveForm(request.POST)
    draft = drafts.read(QueryDict(request.POST.get("query", "")), offer(run.run)) if run else None
    own = cohorts.own(request.user, request.POST.get("of", ""))
    if draft is None or draft.criteria is None:
        return redirect("population:builder")
    if form.is_valid():
        try:
            cohort = _save(request.user, draft.criteria, form.cleaned_data, own)
        except CriteriaRefused as refusal:
            form.add_error("title", str(refusal))
        else:
            return redirect("population:cohort", cohort.pk)
    return _page(request, draft, form, own, status=422)


def _save(user: Any, criteria: Criteria, given: dict[str, Any], own: SavedCohort | None) -> SavedCohort:
    made = naming.definition(title=given["title"], why=given["why"], owner=user, criteria=criteria)
    if own is None:
        return actions.save_cohort(by=user, definition=made, sharing=given["sharing"])
    held = actions.save_version(by=user, cohort=own, definition=made)
    return actions.share_cohort(by=user, cohort=held, sharing=given["sharing"])


def _changed(address: QueryDict, draft: Draft) -> Draft | None:
    """Return the draft with a row more or less, where a button asked for it."""
    remove, add = address.get("remove", ""), address.get("add", "")
    if remove.isdecimal():
        return draft.without(int(remove))
    return draft.with_row(int(add) if add.isdecimal() else 0) if add else None


def _page(
    request: HttpRequest, draft: Draft, form: SaveForm, own: SavedCohort | None, *, status: int = 200
) -> HttpResponse:
    context = {"draft": draft, "form": form, "criteria": draft.criteria, "own": own}
    response = counted_page(request, TEMPLATE, context, draft.criteria)
    response.status_code = status
    return response


def counted_page(
    request: HttpRequest, template: str, context: dict[str, Any], criteria: Criteria | None
) -> HttpResponse:
    """Show a page with the counts of `criteria`, or give them as a file; what was shown is noted."""
    try:
        found = cohorts.answer(request.user, criteria) if criteria else None
    except CriteriaRefused as refusal:
        return render(request, template, {**context, "answer": None, "refusal": str(refusal)})
    if found and not found.counted.refusal:
        actions.note_count(by=request.user, run=found.run, text=naming.unnamed(found.criteria))
    listing = tables.listing(request, found.areas if found else [], ours.COUNTS)
    if listing.export and criteria:
        listing = replace(listing, described=[("Cohort", criteria.describe())])
    return page_or_file(
        request,
        template,
        {**context, "answer": found},
        listing=listing,
        permission="population.see_workbench",
    )
