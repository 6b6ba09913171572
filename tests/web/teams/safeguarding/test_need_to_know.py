"""Who need not know: no page, list, count, message or file differs by a concern being there."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM
from tests.web.teams.cases.acting import signed
from tests.web.teams.safeguarding.raising import DUTY, SAID_WORDS, STEP, decided, raised, step
from web.audit.models import Act, AuditEntry
from web.teams.access.actions import break_glass
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.safeguarding import actions
from web.teams.safeguarding.models import Concern, ConcernStep
from web.teams.work.models import Task
from web.teams.work.overdue import waiting_for

pytestmark = pytest.mark.django_db

# Of the person, of the team, and one's own.
OF_PERSON = (
    "person",
    "case",
    "plan",
    "plan_goals",
    "person_tasks",
    "assessments",
    "access_sharing",
    "access_who",
    "safeguarding_of_person",
)
OF_TEAM = (
    "team",
    "case_load",
    "case_queue",
    "task_board",
    "task_overdue",
    "team_capacity",
    "team_left",
    "meeting_list",
    "measure_team",
)
OWN = (
    "my_day",
    "people",
    "task_notices",
    "task_calendar_file",
    "safeguarding_concerns",
    "case_loads",
    "meetings",
    "teams",
)


@pytest.fixture
def concern(nurse: Any, social_worker: Any, adult: Any) -> Concern:
    """A concern in its enquiry: one step open, one long overdue."""
    found = decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
    actions.add_step(by=nurse, concern=found, step=step(social_worker), key=uuid.uuid4())
    late = ConcernStep.objects.order_by("-pk")[0].task_id
    Task.every.filter(pk=late).update(due_on=today() - timedelta(days=90))
    return found


def seen_pages(user: Any, adult: Any) -> dict[str, str]:
    """Return what `user` gets of the pages of the person, the team and their own work, without tokens."""
    client = signed(user)
    pages = [(name, [adult.pk]) for name in OF_PERSON]
    pages += [(name, [FIRST_TEAM]) for name in OF_TEAM]
    pages += [(name, []) for name in OWN]
    found = {}
    for name, args in pages:
        answer = client.get(reverse(f"teams:{name}", args=args))
        found[name] = f"{answer.status_code} {without_tokens(answer.content.decode())}"
    assert sum(page.startswith("200") for page in found.values()) > len(found) - 3
    return found


def without_tokens(page: str) -> str:
    page = re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", page)
    # The clock goes on, and one's own looks are counted on the page of who has seen the record.
    return re.sub(r"\d\d:\d\d(:\d\d)?| \d+ times", "", page)


def test_no_page_of_a_colleague_differs_by_a_concern_being_there(
    nurse: Any, social_worker: Any, colleague: Any, lead: Any, adult: Any
) -> None:
    seen_pages(colleague, adult)  # the colleague's own looks are told on a page too
    before = seen_pages(colleague, adult)
    found = decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
    actions.add_step(by=nurse, concern=found, step=step(social_worker), key=uuid.uuid4())
    Task.every.update(due_on=today() - timedelta(days=90))
    after = seen_pages(colleague, adult)
    assert [name for name in before if before[name] != after[name]] == []


def test_the_pages_of_who_knows_show_it_where_it_belongs_and_nowhere_else(
    concern: Concern, nurse: Any, lead: Any, adult: Any
) -> None:
    for user, where in (
        (nurse, {"safeguarding_of_person", "safeguarding_concerns", "my_day"}),
        (lead, {"safeguarding_of_person", "safeguarding_concerns"}),
    ):
        pages = seen_pages(user, adult)
        told = {
            name for name, page in pages.items() if f"Concern {concern.pk}" in page or "Agreed step" in page
        }
        assert told == where
        assert not any(SAID_WORDS in page or STEP in page for page in pages.values())


def test_a_concern_that_is_there_answers_as_one_that_is_not(
    concern: Concern, colleague: Any, adult: Any
) -> None:
    client = signed(colleague)
    for name in ("concern", "decide", "step", "name", "close"):
        for ask in (client.get, client.post):
            there, nowhere = (
                ask(reverse(f"teams:safeguarding_{name}", args=[adult.pk, number]))
                for number in (concern.pk, 999_999)
            )
            assert there.status_code == nowhere.status_code == 404
            assert without_tokens(there.content.decode()) == without_tokens(nowhere.content.decode())
    knocks = AuditEntry.objects.filter(object_kind="safeguarding", act=Act.REFUSED)
    assert knocks.filter(object_id=str(concern.pk)).count() == knocks.filter(object_id="999999").count() == 10


def test_a_concern_of_another_person_is_not_reached_through_one_that_is_seen(
    concern: Concern, nurse: Any, team: Any
) -> None:
    from web.teams.queries import people_of

    other = people_of(team).exclude(person=concern.person_id)[0].person_id
    there = reverse("teams:safeguarding_concern", args=[other, concern.pk])
    assert signed(nurse).get(there).status_code == 404


def test_two_who_are_worried_each_see_their_own_and_who_decides_sees_both(
    nurse: Any, colleague: Any, social_worker: Any, adult: Any
) -> None:
    mine, other = raised(nurse, adult), raised(colleague, adult)
    for user, sees in ((nurse, {mine}), (colleague, {other}), (social_worker, {mine, other})):
        page = signed(user).get(reverse("teams:safeguarding_of_person", args=[adult.pk])).content.decode()
        assert {each for each in (mine, other) if f"Concern {each.pk}<" in page} == sees


def test_a_task_that_came_of_it_answers_as_one_that_is_not(
    concern: Concern, colleague: Any, nurse: Any
) -> None:
    task = ConcernStep.objects.filter(concern=concern)[0].task_id
    there, nowhere = (
        signed(colleague).get(reverse("teams:task", args=[number])) for number in (task, 999_999)
    )
    assert there.status_code == nowhere.status_code == 403
    page = signed(nurse).get(reverse("teams:task", args=[task])).content.decode()
    assert reverse("teams:safeguarding_concern", args=[concern.person_id, concern.pk]) in page
    assert STEP not in page and "Give it to somebody else" not in page


def test_tasks_of_a_concern_are_in_no_list_count_or_queue(concern: Concern, lead: Any, team: Any) -> None:
    assert Task.every.count() == 2
    assert not Task.objects.exists() and not team.tasks.exists()
    assert waiting_for(lead) == []


def test_who_looks_after_the_person_need_not_know_by_that_alone(
    concern: Concern, colleague: Any, adult: Any
) -> None:
    from web.teams.cases.actions import open_case

    case = open_case(by=None, person=adult, team=concern.team, source="tier_list", key=uuid.uuid4())
    type(case).objects.filter(pk=case.pk).update(coordinator=colleague, lead_professional=colleague)
    there = reverse("teams:safeguarding_concern", args=[adult.pk, concern.pk])
    assert signed(colleague).get(there).status_code == 404


def test_who_it_is_kept_from_sees_nothing_whatever_their_post(
    nurse: Any, social_worker: Any, lead: Any, adult: Any
) -> None:
    concern = raised(nurse, adult, kept_from=[social_worker.pk, lead.pk])
    for user in (social_worker, lead):
        client = signed(user)
        assert (
            client.get(reverse("teams:safeguarding_concern", args=[adult.pk, concern.pk])).status_code == 404
        )
        assert (
            f"Concern {concern.pk}" not in client.get(reverse("teams:safeguarding_concerns")).content.decode()
        )
        assert not user.notices.exists()


def test_the_broken_glass_does_not_show_it(concern: Concern, teamed: Any, adult: Any) -> None:
    stranger = teamed("team_member", team="manchester-ardwick-and-longsight", name="Sean Nair")
    break_glass(by=stranger, person=adult, reason="emergency", note="Fell in the street", key=uuid.uuid4())
    client = signed(stranger)
    page = client.get(reverse("teams:safeguarding_of_person", args=[adult.pk]))
    assert page.status_code == 200
    assert f"Concern {concern.pk}" not in page.content.decode()
    assert "Emergency access is for reading" in page.content.decode()
    there = reverse("teams:safeguarding_concern", args=[adult.pk, concern.pk])
    assert client.get(there).status_code == 404


def test_who_leaves_the_team_sees_it_no_longer(concern: Concern, nurse: Any, adult: Any) -> None:
    Membership.objects.filter(user=nurse).update(ends_before=today())
    client = signed(nurse)
    assert client.get(reverse("teams:safeguarding_concern", args=[adult.pk, concern.pk])).status_code == 403
    assert f"Concern {concern.pk}" not in client.get(reverse("teams:safeguarding_concerns")).content.decode()


def test_who_covers_a_colleague_need_not_know_what_they_know(
    concern: Concern, nurse: Any, colleague: Any, adult: Any
) -> None:
    from web.teams.staff.actions import record_absence

    membership = Membership.objects.get(user=nurse)
    days = {"starts_on": today(), "ends_before": today() + timedelta(days=3)}
    record_absence(by=None, membership=membership, key=uuid.uuid4(), covered_by=colleague, **days)
    page = signed(colleague).get(reverse("teams:my_day")).content.decode()
    assert "Agreed step" not in page


def test_no_message_says_what_it_is_about(concern: Concern, social_worker: Any, client: Client) -> None:
    notice = social_worker.notices.order_by("pk")[0]
    assert "oncern" not in notice.about and notice.person is None
    assert SAID_WORDS not in notice.about
