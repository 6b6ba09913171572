"""What a person wishes about sharing, what is held closer, and who has seen the record."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from web.audit.exports import page_or_file
from web.teams.access import actions, queries
from web.teams.access.forms import EndSensitiveForm, SensitiveForm, WishForm
from web.teams.access.guard import of_person
from web.teams.access.looks import who_has_seen
from web.teams.access.pages import person_page, shell_of
from web.teams.access.people import Seen
from web.teams.access.refusals import AccessRefused
from web.teams.access.subjects import opted_out_of
from web.teams.access.tables import SEEN_BY
from web.teams.queries import today
from web.ui import tables


@of_person("teams.keep_sharing")
@require_GET
def sharing(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show what the person said about their information, and what of it is held closer."""
    context = {
        "wishes": queries.wishes(seen.pseudonym),
        "items": queries.sensitive_items(request.user, seen),
        "opt_outs": opted_out_of(seen.pseudonym),
        "today": today(),
    }
    return person_page(request, seen, "teams/access/sharing.jinja", context)


@of_person("teams.keep_sharing")
@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Take a wish about sharing, show it back, then keep it."""
    staff = queries.staff_of(seen.team)
    if request.method != "POST":
        return _wish_page(request, seen, WishForm.opened(initial={"starts_on": today()}, staff=staff))
    form, step = WishForm(request.POST, staff=staff), request.POST.get("step", "")
    if not form.is_valid():
        return _wish_page(request, seen, form, status=422)
    if step == "change":
        return _wish_page(request, seen, form)
    if step != "save":
        context = {"form": form, "answers": form.answers()}
        return person_page(request, seen, "teams/access/wish_check.jinja", context)
    try:
        actions.record_wish(
            by=request.user, person=seen.person, wish=form.wish(), key=form.cleaned_data["key"]
        )
    except AccessRefused as refused:
        form.add_error(None, str(refused))
        return _wish_page(request, seen, form, status=422)
    messages.success(request, "The wish about sharing is kept and holds at once.")
    return redirect("teams:access_sharing", pseudonym=seen.pseudonym)


def _wish_page(request: HttpRequest, seen: Seen, form: WishForm, *, status: int = 200) -> HttpResponse:
    return person_page(request, seen, "teams/access/wish.jinja", {"form": form}, status=status)


@of_person("teams.keep_sharing")
@require_http_methods(["GET", "POST"])
def end_wish(request: HttpRequest, seen: Seen, number: int) -> HttpResponse:
    """Ask, then end a wish about sharing."""
    held = queries.wish_of(seen.pseudonym, number)
    if held is None:
        raise Http404
    if request.method != "POST":
        return person_page(request, seen, "teams/access/wish_end.jinja", {"wish": held})
    actions.end_wish(by=request.user, wish=held)
    messages.success(request, "The wish about sharing is ended.")
    return redirect("teams:access_sharing", pseudonym=seen.pseudonym)


@of_person("teams.keep_sharing")
@require_http_methods(["GET", "POST"])
def sensitive(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Keep something that is held closer than the rest."""
    staff = queries.staff_of(seen.team)
    form = (
        SensitiveForm(request.POST, staff=staff)
        if request.method == "POST"
        else SensitiveForm.opened(staff=staff)
    )
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        actions.record_sensitive(
            by=request.user,
            seen=seen,
            sensitivity=asked["sensitivity"],
            words=asked["words"],
            named=asked["named"],
            key=asked["key"],
        )
        messages.success(request, "It is kept, and shown to those alone who need to know it.")
        return redirect("teams:access_sharing", pseudonym=seen.pseudonym)
    status = 422 if form.errors else 200
    return person_page(request, seen, "teams/access/sensitive.jinja", {"form": form}, status=status)


@of_person("teams.keep_sharing")
@require_http_methods(["GET", "POST"])
def end_sensitive(request: HttpRequest, seen: Seen, number: int) -> HttpResponse:
    """Ask why, then end something held closer."""
    item = queries.item_of(request.user, seen, number)
    if item is None:
        raise Http404
    form = EndSensitiveForm(request.POST) if request.method == "POST" else EndSensitiveForm()
    if form.is_bound and form.is_valid():
        actions.end_sensitive(by=request.user, item=item, reason=form.cleaned_data["reason"])
        messages.success(request, "It does not hold any more.")
        return redirect("teams:access_sharing", pseudonym=seen.pseudonym)
    context = {"form": form, "item": item}
    status = 422 if form.errors else 200
    return person_page(request, seen, "teams/access/sensitive_end.jinja", context, status=status)


@of_person("teams.see_people")
@require_GET
def who(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Show who has seen the record, day by day."""
    listing = tables.listing(request, who_has_seen(seen.pseudonym), SEEN_BY)
    return page_or_file(
        request,
        "teams/access/who.jinja",
        shell_of(request, seen),
        listing=listing,
        permission="teams.export_people",
    )
