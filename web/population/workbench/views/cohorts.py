"""Saved cohorts: one's own and those shared; each is a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lco.population.criteria import CohortDefinition, CriteriaRefused, read_definition
from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.population.workbench import actions, drafts, offered, people_list
from web.population.workbench import cohorts as reads
from web.population.workbench import count_tables as ours
from web.population.workbench.actions import CohortRefused
from web.population.workbench.forms import SharingForm, TitleForm, UploadForm
from web.population.workbench.models import SavedCohort
from web.population.workbench.views.builder import counted_page
from web.ui import tables
from web.ui.published import published

SEE, BUILD = "population.see_workbench", "population.build_cohorts"


@requires(SEE)
@require_GET
def cohorts(request: HttpRequest) -> HttpResponse:
    """List the saved cohorts one may look at."""
    return _list(request, UploadForm())


@requires(SEE)
@require_GET
def withholding(request: HttpRequest) -> HttpResponse:
    """Say why some counts of the builder are withheld."""
    return render(
        request, "population/workbench/withholding.jinja", {"smallest": people_list.smallest_shown(_run())}
    )


@requires(BUILD)
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Save a definition somebody has as a file."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            definition = read_definition(form.cleaned_data["file"])
        except CriteriaRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            cohort = actions.save_cohort(by=request.user, definition=definition)
            messages.success(request, f"{cohort.title} is saved.")
            return redirect("population:cohort", cohort.pk)
    return _list(request, form, status=422)


@requires(SEE)
@require_GET
def cohort(request: HttpRequest, cohort: int) -> HttpResponse:
    """Show a saved cohort: who belongs to it, how many they are now, and its versions."""
    found = _seen(request, cohort)
    definition = read_definition(found.text)
    context = {
        "cohort": found,
        "definition": definition,
        "is_mine": found.owner_id == request.user.pk,
        "opened": _opened(found, definition),
        "sharing": SharingForm(initial={"sharing": found.sharing}),
        "title": TitleForm(initial={"title": found.title}),
    }
    return counted_page(request, "population/workbench/cohort.jinja", context, definition.criteria)


@requires(SEE)
@require_GET
def download(request: HttpRequest, cohort: int) -> HttpResponse:
    """Give a definition as the file the command line reads."""
    found = _seen(request, cohort)
    name = read_definition(found.text).id
    head = {"Content-Disposition": f'attachment; filename="{name}.toml"'}
    return HttpResponse(found.text, content_type="application/toml; charset=utf-8", headers=head)


@requires(BUILD)
@require_POST
def share(request: HttpRequest, cohort: int) -> HttpResponse:
    """Say who besides its owner may look at a cohort."""
    found, form = _seen(request, cohort), SharingForm(request.POST)
    if form.is_valid():
        _tried(request, actions.share_cohort, cohort=found, sharing=form.cleaned_data["sharing"])
    return redirect("population:cohort", found.pk)


@requires(BUILD)
@require_POST
def rename(request: HttpRequest, cohort: int) -> HttpResponse:
    """Give a cohort another title."""
    found, form = _seen(request, cohort), TitleForm(request.POST)
    if form.is_valid():
        _tried(request, actions.rename_cohort, cohort=found, title=form.cleaned_data["title"])
    else:
        messages.error(request, form.errors["title"][0])
    return redirect("population:cohort", found.pk)


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, cohort: int) -> HttpResponse:
    """Ask, then delete a cohort with its versions."""
    found = _seen(request, cohort)
    if request.method != "POST":
        return render(request, "population/workbench/delete.jinja", {"cohort": found})
    is_gone = _tried(request, actions.delete_cohort, cohort=found)
    return redirect("population:cohorts") if is_gone else redirect("population:cohort", cohort)


def _tried(request: HttpRequest, act: Any, **given: Any) -> bool:
    """Say whether an action was done; what refused it is told on the next page."""
    try:
        act(by=request.user, **given)
    except (CohortRefused, CriteriaRefused) as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"{given['cohort'].title} was changed.")
    return True


def _seen(request: HttpRequest, cohort: int) -> SavedCohort:
    found = get_object_or_404(reads.every_cohort(), pk=cohort)
    if not reads.visible_to(request.user).filter(pk=cohort).exists():
        raise PermissionDenied("This cohort is not shared with you: ask its owner to share it.")
    return found


def _run() -> Any:
    run = published()
    return run.run if run else None


def _opened(cohort: SavedCohort, definition: CohortDefinition) -> str:
    """Return the address that opens a cohort in the builder; empty where the builder cannot show it whole."""
    run = _run()
    offer = offered.offer(run) if run else None
    if offer is None or not drafts.fits(definition.criteria, offer):
        return ""
    return f"of={cohort.pk}&{drafts.opened(definition.criteria, offer).query}"


def _list(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    listing = tables.listing(request, reads.visible_to(request.user), ours.COHORTS)
    context = {"form": form, "may_build": request.user.has_perm(BUILD)}
    response = page_or_file(
        request, "population/workbench/cohorts.jinja", context, listing=listing, permission=SEE
    )
    response.status_code = status
    return response
