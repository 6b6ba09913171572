"""A concern follows the person to the team that looks after them: who leads and decides there knows."""

from __future__ import annotations

import uuid
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.web.teams.cases.acting import signed
from tests.web.teams.safeguarding.raising import DUTY, NO_DUTY, as_profession, closed, decided, raised
from web.teams.cases.actions import accept, hand_over, open_case
from web.teams.models import Team
from web.teams.safeguarding import actions
from web.teams.safeguarding.models import Concern, ConcernStep
from web.teams.safeguarding.sight import known_to

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"


@pytest.fixture
def there(manchester: Any) -> Team:
    """Another team."""
    return Team.objects.get(slug=OTHER_TEAM)


@pytest.fixture
def receiving(teamed: Any) -> dict[str, Any]:
    """Members of the other team: who decides there, and who need not know."""
    decider = as_profession(teamed("team_member", team=OTHER_TEAM, name="Omar Eze"), "social_worker")
    return {"decider": decider, "nurse": teamed("team_member", team=OTHER_TEAM, name="Hannah Quinn")}


def handed_over(nurse: Any, receiver: Any, adult: Any, team: Team, there: Team) -> None:
    case = open_case(by=None, person=adult, team=team, source="tier_list", key=uuid.uuid4())
    given = {"to_team": there, "reason": "moved_home", "told": "Ring first", "key": uuid.uuid4()}
    offer = hand_over(by=nurse, case=case, **given)
    accept(by=receiver, hand_over=offer, coordinator=receiver, key=uuid.uuid4())


def test_it_comes_with_a_hand_over(
    nurse: Any, social_worker: Any, adult: Any, there: Team, receiving: dict[str, Any]
) -> None:
    team = nurse.memberships.get().team
    concern = decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
    handed_over(nurse, receiving["nurse"], adult, team, there)
    concern.refresh_from_db()
    assert concern.team == there
    assert known_to(receiving["decider"]).get() == concern
    for user in (nurse, social_worker, receiving["nurse"]):
        assert not known_to(user).exists()
    task = ConcernStep.objects.get().task
    assert (task.team, task.owner, task.organisation) == (there, None, nurse.organisation)
    assert receiving["decider"].notices.count() == 1
    assert concern.events.get(act="moved").words == f"From {team.name} to {there.name}"


def test_who_is_asked_to_take_over_raises_one_with_the_team_that_holds_the_case_and_sees_it(
    nurse: Any, social_worker: Any, adult: Any, there: Team, receiving: dict[str, Any]
) -> None:
    case = open_case(
        by=None, person=adult, team=nurse.memberships.get().team, source="tier_list", key=uuid.uuid4()
    )
    given = {"to_team": there, "reason": "moved_home", "told": "Ring first", "key": uuid.uuid4()}
    hand_over(by=nurse, case=case, **given)
    concern = raised(receiving["nurse"], adult)
    assert concern.team == case.team
    page = reverse("teams:safeguarding_concern", args=[adult.pk, concern.pk])
    assert [signed(user).get(page).status_code for user in (receiving["nurse"], social_worker)] == [200, 200]
    assert [signed(user).get(page).status_code for user in (receiving["decider"], nurse)] == [404, 404]


def test_whoever_accepts_does_not_learn_whether_there_is_one(
    nurse: Any, adult: Any, team: Team, there: Team, receiving: dict[str, Any]
) -> None:
    raised(nurse, adult)
    handed_over(nurse, receiving["nurse"], adult, team, there)
    assert not receiving["nurse"].notices.filter(about__startswith="Something").exists()


def test_one_that_is_closed_stays_where_it_was(
    nurse: Any, social_worker: Any, adult: Any, there: Team, receiving: dict[str, Any]
) -> None:
    team = nurse.memberships.get().team
    concern = closed(social_worker, decided(social_worker, raised(nurse, adult), *NO_DUTY))
    handed_over(nurse, receiving["nurse"], adult, team, there)
    concern.refresh_from_db()
    assert concern.team == team


def test_a_new_list_brings_it_to_the_neighbourhood_the_person_lives_in_now(
    nurse: Any, adult: Any, there: Team, receiving: dict[str, Any]
) -> None:
    from web.population.models import Listing

    raised(nurse, adult)
    call_command("fall_due")
    assert Concern.objects.get().team != there
    Listing.objects.filter(person=adult.pk).update(neighbourhood=there.area)
    told = StringIO()
    call_command("fall_due", stdout=told)
    assert Concern.objects.get().team == there
    assert "oncern" not in told.getvalue()
    Concern.objects.update(team=nurse.memberships.get().team)
    assert actions.follow_people(by=None, key=uuid.uuid4()) == 1
    assert Concern.objects.get().team == there
    assert actions.follow_people(by=None, key=uuid.uuid4()) == 0
    assert receiving["decider"].notices.count() == 2, "told each time it came"
