"""A person asks for everything held about them: taken, reviewed, released or refused, printed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from web.accounts.access import requires
from web.audit.actions import record_look
from web.audit.exports import page_or_file
from web.audit.models import Purpose
from web.teams.access import actions, queries
from web.teams.access.finding import found
from web.teams.access.forms import RefuseForm, ReleaseForm, RequestForm
from web.teams.access.models import AccessRequest
from web.teams.access.own_record import OwnRecord, as_json, own_record
from web.teams.access.refusals import AccessRefused, ChangedMeanwhile
from web.teams.access.tables import REQUESTS
from web.ui import tables


@requires("teams.answer_subject_access")
@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """List requests for the own record."""
    listing = tables.listing(request, queries.requests(), REQUESTS)
    return page_or_file(
        request,
        "teams/access/requests.jinja",
        {},
        listing=listing,
        permission="teams.answer_subject_access",
    )


@requires("teams.answer_subject_access")
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Take a request."""
    form = RequestForm(request.POST) if request.method == "POST" else RequestForm.opened()
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            taken = actions.take_request(
                by=request.user,
                person=found(request, form),
                asked_on=asked["asked_on"],
                identity=asked["identity"],
                key=asked["key"],
            )
        except AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("teams:access_request", number=taken.pk)
    return render(
        request, "teams/access/request_new.jinja", {"form": form}, status=422 if form.errors else 200
    )


@requires("teams.answer_subject_access")
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show everything held, and take what is decided: part by part, then released or refused."""
    asked = _looked_at(request, number)
    if request.method != "POST":
        return _page(request, own_record(asked))
    try:
        _done(request, asked)
    except AccessRefused as refused:
        asked.refresh_from_db()
        status = 409 if isinstance(refused, ChangedMeanwhile) else 422
        return _page(request, own_record(asked), status=status, refusal=str(refused))
    return redirect("teams:access_request", number=asked.pk)


@requires("teams.answer_subject_access")
@require_GET
def record(request: HttpRequest, number: int) -> HttpResponse:
    """Show the record as the person gets it, for print."""
    asked = _looked_at(request, number)
    return render(request, "teams/access/record.jinja", {"record": own_record(asked)})


@requires("teams.answer_subject_access")
@require_GET
def record_file(request: HttpRequest, number: int) -> HttpResponse:
    """Give the record as a file a machine reads."""
    asked = _looked_at(request, number)
    text = as_json(own_record(asked), at=timezone.now())
    name = f"own-record-{asked.pk}.json"
    return HttpResponse(
        text,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _looked_at(request: HttpRequest, number: int) -> AccessRequest:
    asked = queries.request_of(number)
    if asked is None:
        raise Http404
    record_look(
        by=request.user,
        person=asked.person_id,
        purpose=Purpose.AUDIT,
        detail=f"request {asked.pk} of the person for their own record",
    )
    return asked


def _done(request: HttpRequest, asked: AccessRequest) -> None:
    step, by, note = request.POST.get("step", ""), request.user, request.POST.get("note", "")
    if step == "refuse":
        actions.refuse_request(by=by, request=asked, note=note)
    elif step == "release":
        actions.release_request(by=by, request=asked, marks=own_record(asked).marks, note=note)
    else:
        version = request.POST.get("version", "")
        actions.decide_parts(
            by=by,
            request=asked,
            decisions=_decisions(request, own_record(asked)),
            version=int(version) if version.isdecimal() else -1,
        )


def _decisions(request: HttpRequest, record: OwnRecord) -> dict[str, str]:
    if request.POST.get("step") == "release-texts":
        texts = (
            part for chapter in record.chapters for part in chapter.parts if part.concern.startswith("free")
        )
        return {part.mark: "release" for part in texts}
    return {mark: request.POST[mark] for mark in record.marks if request.POST.get(mark)}


def _page(request: HttpRequest, record: OwnRecord, *, status: int = 200, refusal: str = "") -> HttpResponse:
    context = {
        "record": record,
        "asked": record.request,
        "refusal": refusal,
        "release": ReleaseForm(auto_id="release-%s"),
        "refuse": RefuseForm(auto_id="refuse-%s"),
    }
    return render(request, "teams/access/request.jinja", context, status=status)
