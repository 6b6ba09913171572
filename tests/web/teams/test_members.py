"""Joining and leaving a team."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lco.place.pack import load_place
from tests.journeys.manchester import FIRST_TEAM
from web.audit.models import Act, AuditEntry
from web.teams import actions, queries
from web.teams.models import Level, Membership, Team

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"


@pytest.fixture
def teams(db: None) -> list[Team]:
    """The teams of Manchester, without anybody's records."""
    return actions.set_up_teams(by=None, place=load_place("manchester"))


def _client(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _in(user: Any, slug: str, role: str = "member") -> Membership:
    return actions.join(
        by=None, user=user, team=Team.objects.get(slug=slug), role=role, starts_on=date(2018, 4, 1)
    )


def test_a_place_has_a_team_for_every_neighbourhood_and_locality_and_one_for_all(teams: list[Team]) -> None:
    levels = [team.level for team in teams]
    assert levels.count(Level.NEIGHBOURHOOD) == 12
    assert levels.count(Level.LOCALITY) == 3
    assert levels.count(Level.PLACE) == 1


def test_setting_teams_up_again_changes_nothing(teams: list[Team]) -> None:
    rows = AuditEntry.objects.count()
    again = actions.set_up_teams(by=None, place=load_place("manchester"))
    assert {team.pk for team in again} == {team.pk for team in teams}
    assert AuditEntry.objects.count() == rows


@pytest.mark.parametrize("place", ["rochdale", "bury"])
def test_other_places_get_their_teams_from_their_packs_alone(place: str, db: None) -> None:
    made = actions.set_up_teams(by=None, place=load_place(place))
    pack = load_place(place)
    assert len(made) == len(pack.neighbourhoods) + len(pack.localities) + 1


def test_joining_and_leaving_write_one_row_each(teams: list[Team], user_of: Any) -> None:
    user = user_of("team_member")
    before = AuditEntry.objects.filter(act=Act.WRITE).count()
    membership = _in(user, FIRST_TEAM)
    assert AuditEntry.objects.filter(act=Act.WRITE).count() == before + 1
    actions.leave(by=None, membership=membership)
    last = AuditEntry.objects.filter(act=Act.WRITE).order_by("pk")[before + 1 :]
    assert [each.detail for each in last] == [f"user {user.pk} left", "signed out everywhere"]


def test_nobody_joins_a_team_twice(teams: list[Team], user_of: Any) -> None:
    user = user_of("team_member")
    _in(user, FIRST_TEAM)
    with pytest.raises(actions.MembershipRefused, match="already"):
        _in(user, FIRST_TEAM, "lead")


def test_a_membership_ends_once_and_not_before_it_begins(teams: list[Team], user_of: Any) -> None:
    membership = _in(user_of("team_member"), FIRST_TEAM)
    with pytest.raises(actions.MembershipRefused, match="cannot end before"):
        actions.leave(by=None, membership=membership, ends_before=date(2018, 3, 31))
    actions.leave(by=None, membership=membership)
    with pytest.raises(actions.MembershipRefused, match="nothing was changed"):
        actions.leave(by=None, membership=membership)


def test_whoever_left_may_join_again(teams: list[Team], user_of: Any) -> None:
    user = user_of("team_member")
    actions.leave(by=None, membership=_in(user, FIRST_TEAM))
    _in(user, FIRST_TEAM)
    assert queries.teams_of(user).count() == 1


def test_an_account_that_is_closed_joins_nothing(teams: list[Team], user_of: Any) -> None:
    user = user_of("team_member")
    user.is_active = False
    with pytest.raises(actions.MembershipRefused, match="Nobody signs in"):
        _in(user, FIRST_TEAM)


def test_a_lead_changes_the_own_team_and_no_other(teams: list[Team], user_of: Any) -> None:
    lead, nurse = user_of("team_lead"), user_of("team_member")
    _in(lead, FIRST_TEAM, "lead")
    client = _client(lead)
    ours, theirs = (reverse("teams:join", args=[slug]) for slug in (FIRST_TEAM, OTHER_TEAM))
    form = {"email": nurse.email.upper(), "role": "member"}
    assert client.post(theirs, form).status_code == 403
    assert client.post(ours, form).status_code == 302
    assert queries.teams_of(nurse).get().slug == FIRST_TEAM


def test_a_lead_by_role_who_is_only_a_member_changes_nothing(teams: list[Team], user_of: Any) -> None:
    lead = user_of("team_lead")
    _in(lead, FIRST_TEAM, "member")
    response = _client(lead).post(
        reverse("teams:join", args=[FIRST_TEAM]), {"email": "x@y.zz", "role": "member"}
    )
    assert response.status_code == 403


def test_the_administrator_keeps_every_team_and_sees_no_person(teams: list[Team], user_of: Any) -> None:
    administrator, nurse = user_of("administrator"), user_of("team_member")
    client = _client(administrator)
    address = reverse("teams:join", args=[OTHER_TEAM])
    assert client.post(address, {"email": nurse.email, "role": "member"}).status_code == 302
    (membership,) = Membership.objects.filter(user=nurse)
    ending = reverse("teams:leave", args=[OTHER_TEAM, membership.pk])
    assert "End the membership of" in client.get(ending).content.decode()
    assert Membership.objects.get(pk=membership.pk).ends_before is None
    assert client.post(ending).status_code == 302
    assert not queries.teams_of(nurse).exists()
    assert client.get(reverse("teams:people")).status_code == 403


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"email": "", "role": "member"}, "Enter the work e-mail address"),
        ({"email": "nobody", "role": "member"}, "Enter an e-mail address in the form"),
        ({"email": "nobody@smalltown.example", "role": "member"}, "Nobody signs in with this address"),
        ({"email": "nobody@smalltown.example", "role": "king"}, "Select a valid choice"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(
    form: dict[str, str], says: str, teams: list[Team], user_of: Any
) -> None:
    response = _client(user_of("administrator")).post(reverse("teams:join", args=[FIRST_TEAM]), form)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Membership.objects.exists()


def test_a_member_sees_the_own_team_and_not_the_others(teams: list[Team], user_of: Any) -> None:
    nurse = user_of("team_member")
    _in(nurse, FIRST_TEAM)
    client = _client(nurse)
    assert client.get(reverse("teams:team", args=[FIRST_TEAM])).status_code == 200
    assert client.get(reverse("teams:team", args=[OTHER_TEAM])).status_code == 403
    page = client.get(reverse("teams:teams")).content.decode()
    assert "Ancoats, Clayton and Bradford" in page
    assert "Ardwick and Longsight" not in page


def test_the_demo_puts_leads_and_members_into_teams_and_nobody_else(db: None, user_of: Any) -> None:
    place = load_place("manchester")
    users = [user_of(role) for role in ("team_member", "team_lead", "analyst", "administrator")]
    made = actions.seed_demo_teams(by=None, place=place, users=users)
    assert {each.user.role: each.role for each in made} == {"team_member": "member", "team_lead": "lead"}
    assert len({each.team_id for each in made}) == 1
    again = actions.seed_demo_teams(by=None, place=place, users=users)
    assert [each.pk for each in again] == [each.pk for each in made]


def test_two_who_end_one_membership_at_once_end_it_once(
    teams: list[Team], user_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    membership = _in(user_of("team_member"), FIRST_TEAM)
    client = _client(user_of("administrator"))

    def already(**_: Any) -> None:
        raise actions.MembershipRefused("This membership ended on 2018-04-01: nothing was changed.")

    monkeypatch.setattr(actions, "leave", already)
    address = reverse("teams:leave", args=[FIRST_TEAM, membership.pk])
    page = client.post(address, follow=True).content.decode()
    assert "nothing was changed" in page
