"""A person and the services near them: what fits, what was offered, what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lco.teams.connections import STAGES
from web.teams.access.guard import of_person
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.assets import actions, people, queries, words
from web.teams.assets.area import area
from web.teams.assets.forms import OfferForm, PersonFilter, SheetForm, StepForm, WantingForm
from web.teams.assets.models import Connection, DirectoryService
from web.teams.searches import recall, remember
from web.ui import place
from web.ui.tables import query

CONNECTS = "teams.connect_people"
_SHOWN = 25


@of_person(CONNECTS)
@require_http_methods(["GET", "POST"])
def services(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show what a person was offered, and find what fits; what is looked for stays in the session."""
    if request.method == "POST":
        token = remember(request.session, PersonFilter(request.POST).packed())
        address = reverse("teams:asset_person", args=[seen.pseudonym])
        return redirect(address + query(request.GET, asked=token) + "#found")
    form = PersonFilter.unpacked(recall(request.session, request.GET.get("asked", "")))
    chosen = form.chosen()
    rows = queries.narrowed(queries.found(people.asked_for(seen, chosen)), chosen)
    context = {
        "connections": people.connections_of(seen.pseudonym),
        "filters": form,
        "asked": request.GET.get("asked", ""),
        "rows": rows[:_SHOWN],
        "left": len(rows[_SHOWN:]),
        "fitting": sum(each.match.fits for each in rows),
        "words": words,
        "assurance": queries.assurance_in_words,
        "today": queries.now().date(),
        "needs": area().needs,
    }
    return person_page(request, seen, "teams/assets/person.jinja", context)


@of_person(CONNECTS)
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, seen: Seen, key: UUID) -> HttpResponse:
    """Ask what the person said to a service, show it to be checked, keep it."""
    service = queries.service_of(key)
    if service is None:
        raise Http404
    if request.method != "POST":
        return _offer_page(request, seen, service, OfferForm.fresh(need=_need(request)))
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _offer_page(request, seen, service, form, status=422)
    if request.POST.get("step") == "change":
        return _offer_page(request, seen, service, form)
    if request.POST.get("step") != "save":
        return _offer_page(request, seen, service, form, name="offer_check", answers=form.answers())
    return _keep_offer(request, seen, service, form)


@of_person(CONNECTS)
@require_http_methods(["GET", "POST"])
def connection(request: HttpRequest, seen: Seen, key: int) -> HttpResponse:
    """Show one connection with every step of it, and record the next."""
    held = people.connection_of(seen.pseudonym, key)
    if held is None:
        raise Http404
    if request.method != "POST":
        return _connection_page(request, seen, held, StepForm.fresh(held))
    form = StepForm(request.POST, connection=held)
    if people.is_recorded(held, form["key"].value()):
        # Pressed twice: the first has done it, and its step is not allowed a second time.
        return redirect("teams:asset_connection", pseudonym=seen.pseudonym, key=held.pk)
    if form.is_late:
        return _late_page(request, seen, held)
    if not form.is_valid():
        return _connection_page(request, seen, held, form, status=422)
    return _keep_step(request, seen, held, form)


@of_person(CONNECTS)
@require_http_methods(["GET", "POST"])
def wanting(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Note that nothing of the directory fits."""
    page = "teams/assets/wanting.jinja"
    if request.method != "POST":
        form = WantingForm.opened(initial={"need": _need(request)})
        return person_page(request, seen, page, {"form": form})
    form = WantingForm(request.POST)
    if not form.is_valid():
        return person_page(request, seen, page, {"form": form}, status=422)
    given = form.cleaned_data
    chosen = {name: given[name] for name in ("need", "reason", "note", "key")}
    try:
        actions.note_wanting(by=request.user, person=seen.person, **chosen)
    except actions.ConnectionRefused as refusal:
        form.add_error(None, str(refusal))
        return person_page(request, seen, page, {"form": form}, status=422)
    messages.success(request, "It was noted. Those who plan services read what was not there, without names.")
    return redirect("teams:asset_person", pseudonym=seen.pseudonym)


@of_person(CONNECTS)
@require_http_methods(["GET", "POST"])
def take_home(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Choose what a person takes home on paper, then show it: sheets, and where they are expected."""
    pack = place.current()
    form = SheetForm(request.POST or None, choices=[(each.id, each.title) for each in pack.self_care])
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return person_page(request, seen, "teams/assets/take_home.jinja", {"form": form}, status=status)
    given = form.cleaned_data
    chosen = [each for each in pack.self_care if each.id in given["sheets"]]
    open_now = [each for each in people.connections_of(seen.pseudonym) if each.is_open]
    context = {
        "person": seen.person,
        "sheets": chosen,
        "entries": queries.entries_of([each.service_id for each in open_now]),
        "is_large": given["is_large"],
        "needs": area().needs,
        "words": words,
        "today": queries.now().date(),
    }
    return render(request, "teams/assets/sheet.jinja", context)


def _need(request: HttpRequest) -> str:
    """Return the first need that was looked for, as the session keeps it."""
    form = PersonFilter.unpacked(recall(request.session, request.GET.get("asked", "")))
    return str(next(iter(form.chosen().get("need", ())), ""))


def _keep_offer(request: HttpRequest, seen: Seen, service: DirectoryService, form: OfferForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        made = actions.offer_service(
            by=request.user,
            person=seen.person,
            service=service,
            need=given["need"],
            key=given["key"],
            said=actions.Said(consent=given["consent"], note=given["note"]),
            is_accepted=given["answer"] == "accept",
            follow_up_on=given["follow_up_on"],
        )
    except actions.ConnectionRefused as refusal:
        form.add_error(None, str(refusal))
        return _offer_page(request, seen, service, form, status=422)
    messages.success(request, "It was saved. The service was told nothing: that is for you to do, as agreed.")
    return redirect("teams:asset_connection", pseudonym=seen.pseudonym, key=made.pk)


def _keep_step(request: HttpRequest, seen: Seen, held: Connection, form: StepForm) -> HttpResponse:
    given = form.cleaned_data
    said = actions.Said(
        on=given["on"],
        consent=given.get("consent", ""),
        outcome=given.get("outcome", ""),
        words=given["words"],
        note=given["note"],
    )
    try:
        actions.move_on(
            by=request.user,
            connection=held,
            step=form.chosen_step,
            key=given["key"],
            version=given["version"],
            said=said,
            follow_up_on=given["follow_up_on"],
        )
    except actions.ConnectionChangedMeanwhile:
        return _late_page(request, seen, people.connection_of(seen.pseudonym, held.pk) or held)
    except actions.ConnectionRefused as refusal:
        form.add_error(None, str(refusal))
        return _connection_page(request, seen, held, form, status=422)
    messages.success(request, "It was saved.")
    return redirect("teams:asset_connection", pseudonym=seen.pseudonym, key=held.pk)


def _late_page(request: HttpRequest, seen: Seen, fresh: Connection) -> HttpResponse:
    words = "Somebody moved this on while you wrote."
    form = StepForm.beside(request.POST, fresh)
    return _connection_page(request, seen, fresh, form, status=409, meanwhile=words)


def _offer_page(
    request: HttpRequest,
    seen: Seen,
    service: DirectoryService,
    form: OfferForm,
    *,
    name: str = "offer",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    entry = queries.entry_of(service)
    context = {
        "service": service,
        "entry": entry,
        "words": words,
        "today": queries.now().date(),
        "match": queries.matched(entry, people.asked_for(seen, {})),
        "form": form,
        **more,
    }
    return person_page(request, seen, f"teams/assets/{name}.jinja", context, status=status)


def _connection_page(
    request: HttpRequest, seen: Seen, held: Connection, form: StepForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "connection": held,
        "events": people.events_of(held),
        "stages": STAGES,
        "needs": area().needs,
        "form": form,
        **more,
    }
    return person_page(request, seen, "teams/assets/connection.jinja", context, status=status)
