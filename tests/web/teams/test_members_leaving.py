"""Leaving: access ends at once, sessions too, and nothing is left ownerless in silence."""

from __future__ import annotations

import uuid
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM
from web.audit.models import AuditEntry
from web.teams import actions as teams
from web.teams.cases.models import Case, CaseEvent
from web.teams.models import Membership, Team
from web.teams.queries import people_of, teams_of, today
from web.teams.staff import actions
from web.teams.staff.models import Leadership
from web.teams.staff.queries import left_in, posts_of, tasks_owned
from web.teams.work.actions import add_task
from web.teams.work.models import TaskEvent

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"


def _client(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _membership(user: Any) -> Membership:
    return Membership.objects.get(user=user)


@pytest.fixture
def team(manchester: Any) -> Team:
    """The first neighbourhood's team."""
    return Team.objects.get(slug=FIRST_TEAM)


@pytest.fixture
def lead(teamed: Any) -> Any:
    """Its lead."""
    return teamed("team_lead", name="Lena Okafor")


@pytest.fixture
def leaver(teamed: Any, team: Team) -> Any:
    """A member with two tasks who co-ordinates one person and leads the care of another."""
    nurse = teamed("team_member", name="Grace Adeyemi")
    people = people_of(team).order_by("rank")
    for number, post in enumerate(("coordinator", "lead_professional")):
        case = Case.objects.create(
            person=people[number].person, team=team, state="active", source="tier_list", **{post: nurse}
        )
        given = {"title": "Ring the pharmacy", "due_on": today(), "owner": nurse, "case": case}
        add_task(by=nurse, team=team, key=uuid.uuid4(), **given)
    return nurse


def test_whoever_leaves_is_signed_out_of_every_browser_at_once(lead: Any, leaver: Any) -> None:
    desk, telephone = _client(leaver), _client(leaver)
    for client in (desk, telephone):
        assert client.get(reverse("teams:my_day")).status_code == 200
    ending = reverse("teams:leave", args=[FIRST_TEAM, _membership(leaver).pk])
    asked = _client(lead).get(ending).content.decode()
    assert "2 open tasks and co-ordinates or leads the care of 2 people" in asked
    answer = _client(lead).post(ending)
    assert answer.url == reverse("teams:team_left", args=[FIRST_TEAM]), "straight to what is left"
    for client in (desk, telephone):
        answer = client.get(reverse("teams:my_day"))
        assert (answer.status_code, "sign-in" in answer.url) == (302, True)


def test_a_membership_that_ends_later_signs_nobody_out_yet(leaver: Any) -> None:
    client = _client(leaver)
    teams.leave(by=None, membership=_membership(leaver), ends_before=today() + timedelta(days=7))
    assert client.get(reverse("teams:my_day")).status_code == 200
    assert not teams_of(leaver, on=today() + timedelta(days=7)).exists()


def test_what_a_leaver_had_is_listed_until_it_is_handed_on(lead: Any, leaver: Any, team: Team) -> None:
    assert left_in(team) == []
    teams.leave(by=None, membership=_membership(leaver))
    (left,) = left_in(team)
    assert (left.user, left.tasks, left.people) == (leaver, 2, 2)
    page = _client(lead).get(reverse("teams:team", args=[FIRST_TEAM])).content.decode()
    assert "1 person who does not belong to the team has" in page
    client = _client(lead)
    address = reverse("teams:team_hand_on", args=[FIRST_TEAM, leaver.pk])
    form = {"key": str(uuid.uuid4()), "to": str(lead.pk), "note": "Grace has left"}
    assert client.post(address, {**form, "note": ""}).status_code == 422
    check = client.post(address, form)
    assert "Check before it is handed on" in check.content.decode()
    assert left_in(team) != [], "nothing is done before it is confirmed"
    assert client.post(address, {**form, "step": "save"}).status_code == 302
    assert left_in(team) == []
    assert tasks_owned(team, lead).count() == posts_of(team, lead).count() == 2
    assert client.get(address).status_code == 403, "nothing is left of them"


def test_handing_on_is_one_effect_however_often_it_is_sent(lead: Any, leaver: Any, team: Team) -> None:
    teams.leave(by=None, membership=_membership(leaver))
    given = {"team": team, "leaver": leaver, "to": lead, "note": "Grace has left", "key": uuid.uuid4()}
    done = actions.hand_on(by=lead, **given)
    rows = AuditEntry.objects.count(), TaskEvent.objects.count(), CaseEvent.objects.count()
    again = actions.hand_on(by=lead, **given)
    assert (done.tasks, done.people, again.tasks, again.people) == (2, 2, 0, 0)
    assert (AuditEntry.objects.count(), TaskEvent.objects.count(), CaseEvent.objects.count()) == rows


def test_handing_on_to_a_stranger_changes_nothing_at_all(
    lead: Any, leaver: Any, team: Team, teamed: Any
) -> None:
    other = teamed("team_member", name="Omar Shah", team=OTHER_TEAM)
    with pytest.raises(actions.StaffRefused, match="does not belong to"):
        actions.hand_on(by=lead, team=team, leaver=leaver, to=other, note="Left", key=uuid.uuid4())
    assert tasks_owned(team, leaver).count() == posts_of(team, leaver).count() == 2
    with pytest.raises(actions.StaffRefused, match="Only the lead"):
        actions.hand_on(by=leaver, team=team, leaver=leaver, to=lead, note="Left", key=uuid.uuid4())
    with pytest.raises(actions.StaffRefused, match="Say why"):
        actions.hand_on(by=lead, team=team, leaver=leaver, to=lead, note=" ", key=uuid.uuid4())
    with pytest.raises(actions.StaffRefused, match="somebody else"):
        actions.hand_on(by=lead, team=team, leaver=lead, to=lead, note="Left", key=uuid.uuid4())


def test_posts_of_leadership_and_later_memberships_end_with_a_membership(leaver: Any, team: Team) -> None:
    member = _membership(leaver)
    actions.appoint_leader(by=None, membership=member, post="clinical")
    ahead = today() + timedelta(days=30)
    actions.appoint_leader(by=None, membership=member, post="carers", starts_on=ahead)
    teams.leave(by=None, membership=member, ends_before=today() + timedelta(days=5))
    later = teams.join(by=None, user=leaver, team=team, starts_on=ahead)
    teams.leave(by=None, membership=member)
    later.refresh_from_db()
    assert later.ends_before == later.starts_on, "it holds no day"
    assert not Leadership.objects.on(today()).exists()
    assert not Leadership.objects.on(ahead).exists()
    assert not teams_of(leaver, on=ahead).exists()


def test_nobody_joins_again_while_a_membership_still_holds(leaver: Any, team: Team) -> None:
    teams.leave(by=None, membership=_membership(leaver), ends_before=today() + timedelta(days=5))
    with pytest.raises(teams.MembershipRefused, match="already, until before"):
        teams.join(by=None, user=leaver, team=team)


def test_whoever_leaves_for_good_signs_in_no_more_and_joins_nothing(
    leaver: Any, team: Team, user_of: Any, lead: Any
) -> None:
    teams.join(
        by=None,
        user=leaver,
        team=Team.objects.get(slug=OTHER_TEAM),
        starts_on=today() + timedelta(days=9),
    )
    first = Membership.objects.get(user=leaver, team=team)
    address = reverse("teams:member_let_go", args=[FIRST_TEAM, first.pk])
    browser, administrator = _client(leaver), _client(user_of("administrator"))
    assert _client(lead).get(address).status_code == 403, "an administrator's alone"
    assert "leave for good?" in administrator.get(address).content.decode()
    assert administrator.post(address).status_code == 302
    assert browser.get(reverse("teams:my_day")).status_code == 302
    leaver.refresh_from_db()
    assert not leaver.is_active
    assert not teams_of(leaver, on=today() + timedelta(days=9)).exists()
    for starts_on in (today(), today() + timedelta(days=40)):
        with pytest.raises(teams.MembershipRefused, match="Nobody signs in"):
            teams.join(by=None, user=leaver, team=team, starts_on=starts_on)
    (left,) = left_in(team)
    assert left.user == leaver


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_on_at_once_with_one_form_have_one_effect(lead: Any, leaver: Any, team: Team) -> None:
    given = {"team": team, "leaver": leaver, "to": lead, "note": "Left", "key": uuid.uuid4()}
    together, done = Barrier(2), []

    def hand_on() -> None:
        together.wait()
        try:
            done.append(actions.hand_on(by=lead, **given))
        finally:
            connections.close_all()

    threads = [Thread(target=hand_on) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 2
    assert TaskEvent.objects.filter(key=given["key"]).count() == 2, "one for each task"
    assert tasks_owned(team, lead).count() == posts_of(team, lead).count() == 2
