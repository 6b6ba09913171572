"""Services added, changed, checked, closed and opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lco.teams.directory.entries import Entry, Sitting, Status
from web.accounts.access import requires
from web.teams.assets import actions, queries
from web.teams.assets.forms.keeping import ServiceForm, said_of
from web.teams.assets.forms.places import PlaceForm, StatusForm, said_of_place
from web.teams.assets.models import DirectoryService
from web.teams.assets.views.directory import found_or_404
from web.ui import place
from web.ui.forms import OnceForm

KEEPS = "teams.keep_directory"


@requires(KEEPS)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Ask for a new service, then add it."""
    organisations = queries.provider_choices()
    if request.method != "POST":
        start = {"sex": "any", "referral": "self"}
        return _form_page(request, ServiceForm.opened(initial=start, organisations=organisations), None)
    form = ServiceForm(request.POST, organisations=organisations)
    if not form.is_valid():
        return _form_page(request, form, None, status=422)
    organisation = form.new_provider or queries.provider(form.cleaned_data["organisation"])
    if organisation is None:
        raise Http404
    given = {"key": form.cleaned_data["key"], "note": form.cleaned_data["note"]}
    try:
        made = actions.add_service(
            by=request.user, place=place.identifier(), entry=form.entry(organisation), **given
        )
    except actions.DirectoryRefused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, None, status=422)
    messages.success(request, f"{made.name} was added. Now say where and when it is held.")
    return redirect("teams:asset_add_place", key=made.pk)


@requires(KEEPS)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what is said of a service, then keep what was changed."""
    held = found_or_404(key)
    base, organisations = queries.entry_of(held), queries.provider_choices()
    if request.method != "POST":
        form = ServiceForm.opened(version=held.version, initial=said_of(base), organisations=organisations)
        return _form_page(request, form, held)
    form = ServiceForm(request.POST, organisations=organisations)
    if not form.is_valid():
        return _form_page(request, form, held, status=422)
    organisation = form.new_provider or queries.provider(form.cleaned_data["organisation"])
    if organisation is None:
        raise Http404
    entry = form.entry(organisation, base=base)

    def page(answer: Any, status: int) -> HttpResponse:
        return _form_page(request, answer, held, status=status)

    return _kept(request, held, form, entry, page)


@requires(KEEPS)
@require_http_methods(["GET", "POST"])
def put_place(request: HttpRequest, key: UUID, sitting: UUID | None = None) -> HttpResponse:
    """Ask where and when a service is held, then keep it."""
    held = found_or_404(key)
    entry, venues = queries.entry_of(held), queries.venue_choices()
    before = next((each for each in entry.sittings if each.id == sitting), None)
    if sitting is not None and before is None:
        raise Http404

    def page(form: Any, status: int) -> HttpResponse:
        context = {"form": form, "service": held, "before": before}
        return render(request, "teams/assets/place_form.jinja", context, status=status)

    if request.method != "POST":
        start = said_of_place(before) if before else {}
        return page(PlaceForm.opened(version=held.version, initial=start, venues=venues), 200)
    form = PlaceForm(request.POST, venues=venues)
    if not form.is_valid():
        return page(form, 422)
    venue = form.new_venue or queries.venue(form.cleaned_data["venue"])
    if venue is None:
        raise Http404
    return _kept(request, held, form, _with(entry, before, form.sitting(venue, base=before)), page)


@requires(KEEPS)
@require_POST
def drop_place(request: HttpRequest, key: UUID, sitting: UUID) -> HttpResponse:
    """Say that a service is held no longer at one of its places."""
    held, form = found_or_404(key), OnceForm(request.POST)
    if not form.is_valid():
        return redirect("teams:asset_service", key=key)
    entry = queries.entry_of(held)
    kept = tuple(each for each in entry.sittings if each.id != sitting)
    entry = replace(entry, sittings=kept)
    return _kept(request, held, form, entry, lambda *_: redirect("teams:asset_service", key=key))


@requires(KEEPS)
@require_POST
def assure(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that the whole of a service was checked today with those who run it."""
    held, form = found_or_404(key), OnceForm(request.POST)
    if not form.is_valid():
        return redirect("teams:asset_service", key=key)
    given = {name: form.cleaned_data[name] for name in ("key", "version")}
    try:
        actions.assure_service(by=request.user, service=held, **given)
    except actions.DirectoryRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It stands as checked today, with your name beside it.")
    return redirect("teams:asset_service", key=key)


@requires(KEEPS)
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close a service for now or for good, or open it again, with the reason."""
    held = found_or_404(key)
    if request.method != "POST":
        return _status_page(request, held, StatusForm.opened(version=held.version))
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _status_page(request, held, form, status=422)
    given = form.cleaned_data
    chosen = {name: given[name] for name in ("note", "key", "version")}
    try:
        actions.set_status(by=request.user, service=held, status=Status(given["status"]), **chosen)
    except actions.DirectoryRefused as refusal:
        form.add_error(None, str(refusal))
        code = 409 if isinstance(refusal, actions.DirectoryChangedMeanwhile) else 422
        return _status_page(request, held, form, status=code)
    messages.success(request, "It was saved.")
    return redirect("teams:asset_service", key=key)


def _kept(
    request: HttpRequest,
    held: DirectoryService,
    form: Any,
    entry: Entry,
    page: Callable[[Any, int], HttpResponse],
) -> HttpResponse:
    """Keep a change; who was late gets the form again beside what is new, and saves or leaves it."""
    given = form.cleaned_data
    chosen = {"key": given["key"], "version": given["version"], "note": given.get("note", "")}
    try:
        actions.change_service(by=request.user, service=held, entry=entry, **chosen)
    except actions.DirectoryChangedMeanwhile as refusal:
        messages.error(request, f"{refusal} The history says what was changed.")
        form.data = form.data.copy()
        form.data["version"] = str(held.version)
        return page(form, 409)
    except actions.DirectoryRefused as refusal:
        form.add_error(None, str(refusal))
        return page(form, 422)
    messages.success(request, "It was saved as a new version. The day of the last check stays as it was.")
    return redirect("teams:asset_service", key=held.pk)


def _with(entry: Entry, before: Sitting | None, new: Sitting) -> Entry:
    kept = tuple(each for each in entry.sittings if before is None or each.id != before.id)
    # One line for a venue: whoever adds it a second time changes its times.
    return replace(entry, sittings=(*(each for each in kept if each.venue.id != new.venue.id), new))


def _form_page(
    request: HttpRequest, form: Any, held: DirectoryService | None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "service": held}
    return render(request, "teams/assets/service_form.jinja", context, status=status)


def _status_page(
    request: HttpRequest, held: DirectoryService, form: StatusForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "service": held}
    return render(request, "teams/assets/status.jinja", context, status=status)
