"""One member of a team: three lines of responsibility, working pattern, posts, absences, work in hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lco.teams.staff import PROFESSIONS, SKILLS
from web.teams.access.pages import team_page
from web.teams.models import Membership
from web.teams.permissions import may_change_members, may_let_go
from web.teams.queries import members_of, today, user_to_join
from web.teams.staff import actions
from web.teams.staff.forms import AbsenceForm, LeadershipForm, MemberForm, after
from web.teams.staff.guard import of_member
from web.teams.staff.lines import lines_of
from web.teams.staff.queries import posts_of, tasks_owned
from web.ui.words import plural


@of_member("teams.see_members")
@require_GET
def member(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Show one member."""
    may_change = may_change_members(request.user, membership.team)
    context = {
        "lines": lines_of(membership),
        "profession": PROFESSIONS.get(membership.profession),
        "skills": [SKILLS[each] for each in membership.skills if each in SKILLS],
        "tasks": tasks_owned(membership.team, membership.user).count(),
        "people": posts_of(membership.team, membership.user).count(),
        "may_change": may_change,
        "may_let_go": may_let_go(request.user),
        "may_say_away": may_change or membership.user_id == request.user.pk,
    }
    return _page(request, membership, "member", context)


@of_member("teams.change_members")
@require_http_methods(["GET", "POST"])
def member_change(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Keep how a member works in the team."""
    if request.method != "POST":
        return _page(request, membership, "member_change", {"form": MemberForm.of(membership)})
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, "member_change", {"form": form}, status=422)
    said = form.description()
    try:
        actions.describe_member(
            by=request.user, membership=membership, description=said, version=form.cleaned_data["version"]
        )
    except actions.ChangedMeanwhile as refused:
        again = form.again(version=membership.version)
        shown = {"form": again, "meanwhile": refused, "now": MemberForm.of(membership)}
        return _page(request, membership, "member_change", shown, status=409)
    except actions.StaffRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, membership, "member_change", {"form": form}, status=422)
    messages.success(request, f"Saved for {membership.user.name}.")
    return _back(membership)


@of_member("teams.change_members", is_own_enough=True)
@require_http_methods(["GET", "POST"])
def member_absence_add(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Write down when a member is away and who covers."""
    colleagues = members_of(membership.team).exclude(user=membership.user)
    if request.method != "POST":
        start = {"starts_on": today(), "last_on": today()}
        form = AbsenceForm.opened(initial=start, colleagues=colleagues)
        return _page(request, membership, "absence_add", {"form": form})
    form = AbsenceForm(request.POST, colleagues=colleagues)
    if form.is_valid():
        try:
            _keep_absence(request, membership, form)
        except actions.StaffRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Written down: {membership.user.name} is away on these days.")
            return _back(membership)
    return _page(request, membership, "absence_add", {"form": form}, status=422)


def _keep_absence(request: HttpRequest, membership: Membership, form: AbsenceForm) -> None:
    said = form.cleaned_data
    covered_by = form.colleague
    if covered_by is None and said["email"]:
        covered_by = user_to_join(said["email"])
        if covered_by is None:
            raise actions.StaffRefused("Nobody signs in with this address: check it with your colleague.")
    actions.record_absence(
        by=request.user,
        membership=membership,
        starts_on=said["starts_on"],
        ends_before=after(said["last_on"]) or said["last_on"],
        key=said["key"],
        covered_by=covered_by,
    )


@of_member("teams.change_members", is_own_enough=True)
@require_POST
def member_absence_withdraw(request: HttpRequest, membership: Membership, absence: int) -> HttpResponse:
    """Take an absence back, with its cover."""
    held = get_object_or_404(membership.absences.all(), pk=absence)
    actions.withdraw_absence(by=request.user, absence=held)
    messages.success(request, "Taken back. Nobody covers on these days any more.")
    return _back(membership)


@of_member("teams.change_members")
@require_http_methods(["GET", "POST"])
def member_post_add(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Give a member a post of the team's shared leadership."""
    if request.method != "POST":
        form = LeadershipForm.opened(initial={"starts_on": today()})
        return _page(request, membership, "post_add", {"form": form})
    form = LeadershipForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        days = {"starts_on": said["starts_on"], "ends_before": after(said["last_on"])}
        try:
            actions.appoint_leader(by=request.user, membership=membership, post=said["post"], **days)
        except actions.StaffRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{membership.user.name} has the post.")
            return _back(membership)
    return _page(request, membership, "post_add", {"form": form}, status=422)


@of_member("teams.change_members")
@require_POST
def member_post_end(request: HttpRequest, membership: Membership, post: int) -> HttpResponse:
    """End a post today."""
    held = get_object_or_404(membership.leaderships.all(), pk=post)
    actions.end_leadership(by=request.user, leadership=held)
    messages.success(request, "The post has ended.")
    return _back(membership)


@of_member("teams.change_members")
@require_http_methods(["GET", "POST"])
def member_let_go(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Ask, then end every membership of somebody who leaves for good and close their account."""
    if not may_let_go(request.user):
        raise PermissionDenied("teams.change_members")
    if request.method != "POST":
        return _page(request, membership, "let_go", {})
    ended = actions.let_go(by=request.user, user=membership.user)
    said = plural(ended, "membership has", "memberships have")
    messages.success(request, f"{said} ended. {membership.user.name} signs in no more.")
    return redirect("teams:team", slug=membership.team.slug)


def _back(membership: Membership) -> HttpResponse:
    return redirect("teams:member", slug=membership.team.slug, membership=membership.pk)


def _page(
    request: HttpRequest, membership: Membership, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    shown = {"membership": membership, "user": membership.user, "today": today(), **context}
    return team_page(request, membership.team, f"teams/staff/{name}.jinja", shown, status=status)
