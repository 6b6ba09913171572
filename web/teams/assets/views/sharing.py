"""The directory as a file in the shape of Open Referral UK: given out, checked, taken in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lco.teams.directory.entries import EntryRefused
from lco.teams.directory.files import read_file
from lco.teams.directory.open_referral_reading import Reading
from web.accounts.access import requires
from web.teams.assets import actions, queries
from web.teams.assets.forms.sharing import FileForm, KeptFileForm
from web.teams.assets.merging import differs
from web.ui import place


@requires("teams.see_directory")
@require_GET
def give_out(request: HttpRequest) -> HttpResponse:
    """Give the whole directory as one file; it holds groups and services and no person."""
    text = actions.export_directory(by=request.user, place=place.identifier())
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{place.identifier()}-directory.json"'
    return answer


@requires("teams.keep_directory")
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Read a file, show what it changes, then take it in."""
    if request.method != "POST":
        return _page(request, FileForm.opened())
    if request.POST.get("step") == "save":
        return _save(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        reading = read_file(form.text)
    except EntryRefused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form, status=422)
    kept = KeptFileForm(initial={"key": form.cleaned_data["key"], "content": form.text})
    return _page(request, kept, name="import_check", reading=reading, **_told(reading))


def _save(request: HttpRequest) -> HttpResponse:
    form = KeptFileForm(request.POST)
    if not form.is_valid():
        return _page(request, FileForm.opened(), status=422)
    try:
        reading = read_file(form.cleaned_data["content"])
    except EntryRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("teams:asset_import")
    done = actions.import_directory(
        by=request.user, place=place.identifier(), entries=reading.entries, key=form.cleaned_data["key"]
    )
    told = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.same)} as before."
    messages.success(request, told)
    for words in done.refused[:5]:
        messages.error(request, words)
    return redirect("teams:asset_directory")


def _told(reading: Reading) -> dict[str, Any]:
    """Return which services of a file are new, which are changed and how many are the same."""
    there = queries.services_by_key([entry.id for entry in reading.entries])
    known = [entry for entry in reading.entries if entry.id in there]
    changed = [entry for entry in known if differs(there[entry.id], entry)]
    return {
        "new": [entry for entry in reading.entries if entry.id not in there],
        "changed": changed,
        "same": len(known) - len(changed),
    }


def _page(
    request: HttpRequest, form: Any, *, name: str = "import", status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, f"teams/assets/{name}.jinja", {"form": form, **more}, status=status)
