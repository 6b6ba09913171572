"""Who may see a person, and what those see who may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM
from web.accounts.roles import Role
from web.audit.models import Act, AuditEntry
from web.population.models import Listing
from web.teams import actions, queries
from web.teams.models import Membership, Team

pytestmark = pytest.mark.django_db

OTHER_TEAM = "manchester-ardwick-and-longsight"
NOBODY = 4_242
Signed = Callable[[Any], Client]


@pytest.fixture
def signed() -> Signed:
    """Sign a user in."""

    def sign(user: Any) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign


def _person_of(team: str) -> Listing:
    found = queries.people_of(Team.objects.get(slug=team)).order_by("rank").first()
    assert found is not None
    return found


def _without_token(response: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def _page(listing: Listing) -> str:
    return reverse("teams:person", args=[listing.person_id])


@pytest.mark.parametrize("role", ["team_member", "team_lead"])
def test_a_team_sees_the_people_of_its_neighbourhood(role: str, teamed: Any, signed: Signed) -> None:
    mine = _person_of(FIRST_TEAM)
    response = signed(teamed(role)).get(_page(mine))
    assert response.status_code == 200
    assert mine.person.spaced_nhs_number.replace(" ", "\u00a0") in response.content.decode()


def test_a_person_of_another_team_and_an_unknown_one_get_the_same_page(teamed: Any, signed: Signed) -> None:
    client = signed(teamed("team_member"))
    other = _person_of(OTHER_TEAM)
    refused, unknown = client.get(_page(other)), client.get(reverse("teams:person", args=[NOBODY]))
    assert refused.status_code == unknown.status_code == 403
    assert _without_token(refused) == _without_token(unknown)
    assert "You may not see this person" in refused.content.decode()
    assert other.person.family_name not in refused.content.decode()


@pytest.mark.parametrize("pseudonym", [0, 2**63 - 1, 2**63, 10**40])
def test_no_number_in_the_address_breaks_the_page(pseudonym: int, teamed: Any, signed: Signed) -> None:
    address = reverse("teams:person", args=[pseudonym])
    assert signed(teamed("team_member")).get(address).status_code == 403


@pytest.mark.parametrize("role", sorted({role.value for role in Role} - {"team_member", "team_lead"}))
def test_no_other_role_sees_a_person_even_as_member_of_the_team(
    role: str, teamed: Any, signed: Signed
) -> None:
    client = signed(teamed(role))
    mine = _person_of(FIRST_TEAM)
    for address in (_page(mine), reverse("teams:people")):
        response = client.get(address)
        assert response.status_code == 403
        assert mine.person.family_name not in response.content.decode()


def test_whoever_leaves_sees_nobody_from_that_moment(teamed: Any, signed: Signed) -> None:
    user = teamed("team_member")
    client, mine = signed(user), _person_of(FIRST_TEAM)
    assert client.get(_page(mine)).status_code == 200
    actions.leave(by=None, membership=Membership.objects.get(user=user))
    assert client.get(_page(mine)).status_code == 302, "signed out at once"
    user.refresh_from_db()
    client = signed(user)
    assert client.get(_page(mine)).status_code == 403
    page = client.get(reverse("teams:people")).content.decode()
    assert "You belong to no neighbourhood team today" in page
    assert mine.person.family_name not in page


def test_whoever_joins_tomorrow_sees_nobody_today(manchester: Any, user_of: Any) -> None:
    user, team = user_of("team_member"), Team.objects.get(slug=FIRST_TEAM)
    day = queries.today()
    actions.join(by=None, user=user, team=team, starts_on=day + timedelta(days=1))
    assert not queries.people_seen_by(user).exists()
    assert queries.people_seen_by(user, on=day + timedelta(days=1)).exists()


@pytest.mark.parametrize("team", ["manchester-locality-north", "manchester"])
def test_a_locality_or_city_team_sees_figures_and_no_person(team: str, teamed: Any, signed: Signed) -> None:
    user = teamed("team_member", team=team)
    assert not queries.people_seen_by(user).exists()
    response = signed(user).get(reverse("teams:people"))
    assert "You belong to no neighbourhood team today" in response.content.decode()


def test_people_in_no_neighbourhood_are_nobodys(manchester: Any) -> None:
    everybodys = queries.people_of(*Team.objects.all())
    assert everybodys.count() == Listing.objects.exclude(neighbourhood="").count()
    assert not everybodys.filter(neighbourhood="").exists()


def test_a_team_of_another_place_sees_nobody_here(manchester: Any) -> None:
    team = Team.objects.get(slug=FIRST_TEAM)
    team.place = "bury"
    assert not queries.people_of(team).exists()


def test_one_look_is_one_row_of_the_trail(teamed: Any, signed: Signed) -> None:
    user = teamed("team_member")
    client, mine = signed(user), _person_of(FIRST_TEAM)
    client.get(_page(mine))
    (entry,) = AuditEntry.objects.filter(act=Act.LOOK)
    assert (entry.user, entry.object_kind, entry.object_id) == (user, "person", str(mine.person_id))
    client.get(_page(mine))
    assert AuditEntry.objects.filter(act=Act.LOOK).count() == 2


def test_a_refused_look_is_one_row_too_and_does_not_say_whether_the_person_exists(
    teamed: Any, signed: Signed
) -> None:
    client = signed(teamed("team_member"))
    client.get(_page(_person_of(OTHER_TEAM)))
    client.get(reverse("teams:person", args=[NOBODY]))
    first, second = AuditEntry.objects.filter(act=Act.REFUSED)
    assert first.detail == second.detail
    assert not AuditEntry.objects.filter(act=Act.LOOK).exists()


def test_no_row_of_the_trail_holds_a_name_or_a_number(teamed: Any, signed: Signed) -> None:
    client, mine = signed(teamed("team_lead")), _person_of(FIRST_TEAM)
    client.get(_page(mine))
    found = client.post(reverse("teams:search"), {"text": mine.person.family_name}, follow=True)
    client.get(found.redirect_chain[-1][0] + "&export=csv&purpose=direct_care")
    trail = " ".join(f"{entry.detail} {entry.object_id}" for entry in AuditEntry.objects.all())
    assert mine.person.family_name not in trail
    assert mine.person.nhs_number not in trail
    assert AuditEntry.objects.filter(act=Act.SEARCH).count() == 1
    assert AuditEntry.objects.filter(act=Act.EXPORT).count() == 1


def test_a_team_member_may_not_take_the_list_away(teamed: Any, signed: Signed) -> None:
    client = signed(teamed("team_member"))
    assert client.get(reverse("teams:people")).status_code == 200
    taken = client.get(reverse("teams:people"), {"export": "csv", "purpose": "direct_care"})
    assert taken.status_code == 403


def test_a_stranger_is_sent_to_sign_in(manchester: Any, client: Client) -> None:
    response = client.get(_page(_person_of(FIRST_TEAM)))
    assert response.status_code == 302
    assert reverse("accounts:sign_in") in response["Location"]
