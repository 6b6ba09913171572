"""No page of a team asks more of the database when there is more to show: every page that has an address."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.journeys.manchester import FIRST_TEAM, little_manchester, manchester, teamed
from tests.web.access_matrix_viewers import ROLES, address, known, rows, used
from web.accounts.models import Organisation, User
from web.config.load.caseloads import make_caseloads
from web.teams.actions import join
from web.teams.cases.models import Case
from web.teams.meetings.models import AgendaItem
from web.teams.models import Team
from web.teams.plans.models import Plan
from web.teams.queries import people_of
from web.teams.work.models import Task

__all__ = ["little_manchester", "manchester", "teamed"]

pytestmark = pytest.mark.django_db

FEW, MANY = 12, 120
# Pages that read a person's records, a file of the pack or a definition: not the database.
_FILES = {"teams:assessment_definition", "teams:assessment_response", "teams:assessment_print"}


def pages() -> list[dict[str, str]]:
    """Return every page of the teams app that a lead may open, by its row of the access table."""
    return [
        row
        for row in rows()
        if row["url"].startswith("teams:")
        and row["method"] == "GET"
        and row["team_lead"] == "200"
        and row["url"] not in _FILES
    ]


def asked(client: Client, addresses: Sequence[str]) -> dict[str, list[str]]:
    """Return what each page asks of the database when it is opened a second time."""
    found = {}
    for at in addresses:
        client.get(at)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(at)
        assert answer.status_code == 200, f"{at}: {answer.status_code}"
        found[at] = [each["sql"] for each in queries]
    return found


def grow(team: Team, lead: Any, things: dict[str, Any], count: int) -> None:
    """Add people to the caseload, tasks to a person, members to the team and cases to an agenda."""
    taken = (Case.objects.values("person"), Plan.objects.values("person"))
    free = people_of(team).exclude(person__in=taken[0]).exclude(person__in=taken[1])
    people = list(free.order_by("rank").values_list("person_id", flat=True)[:count])
    make_caseloads(team, people, [lead])
    cases = Case.objects.filter(person__in=people, closed_at=None)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting_id=things["{meeting}"], case=case, position=100 + number, added_by=lead)
        for number, case in enumerate(cases)
    )
    for number in range(count // 4):
        _task(team, lead, things["{person}"], number)
    for _ in range(count // 12):
        _member(team)


def _task(team: Team, lead: Any, person: int, number: int) -> None:
    Task.objects.create(
        person_id=person,
        team=team,
        title="Visit",
        owner=lead,
        organisation=lead.organisation,
        due_on=timezone.localdate() + timedelta(days=number % 5 - 2),
        made_by=lead,
        key=uuid.uuid4(),
    )


def _member(team: Team) -> None:
    name = f"member-{uuid.uuid4().hex[:8]}"
    organisation, _ = Organisation.objects.get_or_create(name="Community Health Trust")
    user = User.objects.create(
        email=f"{name}@test.example", name=name, role="team_member", organisation=organisation, password="!"
    )
    join(by=None, user=user, team=team)


def test_no_page_of_a_team_asks_more_when_there_is_more_to_show(
    teamed: Callable[..., Any], client: Client
) -> None:
    lead = {role: teamed(role) for role in ROLES}["team_lead"]
    client.force_login(lead, backend="django.contrib.auth.backends.ModelBackend")
    table, team = pages(), Team.objects.get(slug=FIRST_TEAM)
    assert len(table) > 40
    things = known(used(table) | {"{person}", "{meeting}"})
    found = {row["url"]: address(row, things) for row in table}
    grow(team, lead, things, FEW)
    before = asked(client, list(found.values()))
    grow(team, lead, things, MANY)
    after = asked(client, list(found.values()))
    grown = {
        url: (len(before[at]), len(after[at]), _new(before[at], after[at]))
        for url, at in found.items()
        if len(after[at]) > len(before[at])
    }
    assert grown == {}


def _new(before: list[str], after: list[str]) -> str:
    """Return the query asked more often than before, as it begins."""
    more = Counter(sql[:160] for sql in after)
    more.subtract(sql[:160] for sql in before)
    return more.most_common(1)[0][0]
