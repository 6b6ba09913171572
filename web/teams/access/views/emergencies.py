"""Emergency access: asked for, checked, used."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lco.teams.standard import Unit
from web.accounts.access import requires
from web.teams.access import actions, queries
from web.teams.access.ended import ended
from web.teams.access.forms import BreakGlassForm, ReopenForm
from web.teams.access.guard import refused_page
from web.teams.access.people import seen
from web.teams.access.refusals import AccessRefused, NobodyThere
from web.teams.cases import standards
from web.teams.queries import teams_of
from web.ui import formats


@requires("teams.break_glass")
@require_http_methods(["GET", "POST"])
def break_glass(request: HttpRequest) -> HttpResponse:
    """Ask whom and why, show what follows, then let somebody see a person for a time."""
    if not teams_of(request.user).exists():
        raise PermissionDenied("belongs to no team")
    if request.method != "POST":
        return _asked(request, BreakGlassForm.opened())
    form = BreakGlassForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, status=422)
    step = request.POST.get("step", "")
    if step == "change":
        return _asked(request, form)
    if step != "save":
        return _checked(request, form)
    return _broken(request, form)


def _broken(request: HttpRequest, form: BreakGlassForm) -> HttpResponse:
    asked = form.cleaned_data
    try:
        person = queries.find_person(
            nhs_number=asked["nhs_number"], family_name=asked["family_name"], born_on=asked["born_on"]
        )
        if person is None:
            actions.note_failed_break(by=request.user)
            raise NobodyThere(
                "Nobody, or more than one person, is known here by what you entered: check the number and "
                "the date of birth."
            )
        broken = actions.break_glass(
            by=request.user, person=person, reason=asked["reason"], note=asked["note"], key=asked["key"]
        )
    except AccessRefused as refused:
        form.add_error(None, str(refused))
        return _asked(request, form, status=422)
    messages.warning(
        request, f"Emergency access until {formats.instant(broken.until)}: every look is reviewed."
    )
    return redirect("teams:person", pseudonym=broken.person_id)


def _asked(request: HttpRequest, form: BreakGlassForm, *, status: int = 200) -> HttpResponse:
    known = standards.current()
    context = {
        "form": form,
        "unreviewed": queries.unreviewed_of(request.user),
        "most_unreviewed": known["uses_unreviewed"],
        "long": Unit.MINUTES.counted(known["minutes_break_glass"]),
    }
    return render(request, "teams/access/break_glass.jinja", context, status=status)


def _checked(request: HttpRequest, form: BreakGlassForm) -> HttpResponse:
    known = standards.current()
    context = {
        "form": form,
        "answers": form.answers(),
        "long": Unit.MINUTES.counted(known["minutes_break_glass"]),
        "review": Unit.WORKING_DAYS.counted(known["working_days_break_review"]),
    }
    return render(request, "teams/access/break_glass_check.jinja", context)


@requires("teams.see_people")
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pseudonym: int) -> HttpResponse:
    """Open access again that ended; for all others the page says what every refusal says."""
    if seen(request.user, pseudonym) is not None:
        return redirect("teams:person", pseudonym=pseudonym)
    over = ended(request.user, pseudonym)
    if over is None:
        return refused_page(request, pseudonym)
    form = ReopenForm(request.POST) if request.method == "POST" else ReopenForm.opened()
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            opened = actions.reopen(
                by=request.user,
                pseudonym=pseudonym,
                reason=asked["reason"],
                note=asked["note"],
                key=asked["key"],
            )
        except AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"You see this person again until {formats.instant(opened.until)}.")
            return redirect("teams:person", pseudonym=pseudonym)
    long = Unit.DAYS.counted(standards.current()["days_reopened"])
    context = {"form": form, "over": over, "pseudonym": pseudonym, "long": long}
    return render(request, "teams/access/reopen.jinja", context, status=422 if form.errors else 200)
