"""A page that names several people is one look, written once with everybody it names."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM
from tests.web.access_matrix_viewers import ROLES, address, known, rows, used
from web.audit.models import Act, AuditEntry
from web.records.models import Person
from web.teams import tables as of_people
from web.teams.access.actions.lists import note_list
from web.teams.access.looks import LISTS, who_has_seen
from web.teams.assets import person_tables
from web.teams.cases import hand_over_tables
from web.teams.cases import tables as of_cases
from web.teams.cases.actions import open_case
from web.teams.cases.models import Case
from web.teams.meetings import tables as of_meetings
from web.teams.models import Team
from web.teams.queries import people_of, today
from web.teams.work import tables as of_work
from web.teams.work.actions import add_task
from web.ui.tables import Table

pytestmark = pytest.mark.django_db
Signed = Callable[[Any], Client]


@pytest.fixture
def team(manchester: Any) -> Team:
    """The first team."""
    return Team.objects.get(slug=FIRST_TEAM)


@pytest.fixture
def lead(teamed: Any) -> Any:
    """Who leads the first team."""
    return teamed("team_lead", name="Amara Okafor")


def on_caseload(by: Any, team: Team, many: int) -> list[int]:
    people = [each.person for each in people_of(team).order_by("rank")[:many]]
    for person in people:
        open_case(by=by, person=person, team=team, source="tier_list", key=uuid4())
    return sorted(person.pk for person in people)


def looks() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(act=Act.LOOK, object_kind="list").order_by("pk"))


def test_a_list_is_one_row_with_everybody_on_the_page_and_nobody_else(
    lead: Any, team: Team, signed: Signed
) -> None:
    people = on_caseload(lead, team, 3)
    signed(lead).get(reverse("teams:case_queue", args=[team.slug]))
    (row,) = looks()
    assert (row.object_id, row.people) == ("queue", people)
    assert row.ground == f"caseload {team.slug}"
    assert "UK GDPR" in row.basis
    assert row.user_id == lead.pk


def test_only_those_on_the_page_are_named_and_a_file_names_all(lead: Any, team: Team, signed: Signed) -> None:
    client, where = signed(lead), reverse("teams:people")
    client.get(where, {"page": "2"})
    (row,) = looks()
    second = people_of(team).order_by("tier_order", "rank")[25:50]
    assert len(row.people or ()) == 25
    assert row.people == sorted(each.person_id for each in second)
    client.get(where, {"export": "csv", "purpose": "direct_care"}).getvalue()
    taken = AuditEntry.objects.get(act=Act.EXPORT)
    assert len(taken.people or ()) == people_of(team).count()
    assert taken.ground == f"neighbourhood_team {team.slug}"
    assert len(looks()) == 1, "a file is no look as well"


def test_an_empty_list_and_one_without_names_are_no_looks(lead: Any, team: Team, signed: Signed) -> None:
    client = signed(lead)
    client.get(reverse("teams:case_queue", args=[team.slug]))
    client.get(reverse("teams:teams"))
    assert looks() == []


@pytest.mark.parametrize("name", ["teams:people", "teams:case_queue", "teams:case_find", "teams:task_board"])
def test_the_number_of_reads_and_writes_does_not_grow_with_the_people(
    name: str, lead: Any, team: Team, signed: Signed
) -> None:
    client = signed(lead)
    at = reverse(name, args=[] if name == "teams:people" else [team.slug])

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as found:
            assert client.get(at).status_code == 200
        inserts = [each for each in found if 'INSERT INTO "audit_auditentry"' in each["sql"]]
        return len(found), len(inserts)

    def more(many: int) -> None:
        for pk in on_caseload(lead, team, many):
            case = Case.objects.get(person=pk)
            add_task(by=lead, team=team, title="Ring", due_on=today(), key=uuid4(), case=case, owner=lead)

    more(2)
    asked()  # what is read once for the life of the process is read here
    few = asked()
    more(14)
    assert asked() == few
    assert few[1] == 1


def test_the_person_is_told_in_which_list_they_were_seen_and_how_often(
    lead: Any, team: Team, signed: Signed
) -> None:
    (person,) = on_caseload(lead, team, 1)
    client = signed(lead)
    for _ in range(2):
        client.get(reverse("teams:case_queue", args=[team.slug]))
    note_list(by=lead, name="agenda", people=[person, None, 4], team=team)
    client.get(reverse("teams:case_queue", args=[team.slug]), {"export": "csv", "purpose": "direct_care"})
    told = {look.did: look.because for look in who_has_seen(person)}
    assert "saw the name in the queue for triage 2 times" in told
    assert "saw the name in the agenda of a meeting" in told
    assert "took a copy of the queue for triage" in told
    assert told["saw the name in the agenda of a meeting"].startswith(f"belongs to {team.name}")


def test_a_list_of_several_teams_people_says_so(lead: Any, team: Team) -> None:
    (person,) = on_caseload(lead, team, 1)
    note_list(by=lead, name="my-day", people=[person])
    (look,) = [each for each in who_has_seen(person) if "their day" in each.did]
    assert look.because == "belongs to one of their teams, which looks after the person"


def test_the_list_of_who_has_seen_takes_no_more_reads_for_lists(lead: Any, team: Team) -> None:
    (person,) = on_caseload(lead, team, 1)

    def reads() -> int:
        with CaptureQueriesContext(connection) as asked:
            who_has_seen(person)
        return len(asked)

    before = reads()
    for name in LISTS:
        note_list(by=lead, name=name, people=[person, person + 1], team=team)
    assert reads() == before


def test_every_table_that_names_people_says_whom_a_row_is_about() -> None:
    modules = (of_people, of_cases, of_meetings, of_work, person_tables)
    found = [each for module in modules for each in vars(module).values() if isinstance(each, Table)]
    found += hand_over_tables.TABLES.values()
    naming = [each for each in found if each.column("nhs_number") or "NHS number" in each.columns[0].title]
    assert {each.name for each in naming if each.person is None} == set()
    assert {each.name for each in naming} <= set(LISTS)
    assert len({each.name for each in naming}) >= 10


@pytest.mark.parametrize(("role", "naming"), [("team_lead", 40), ("team_member", 30)])
def test_no_page_names_somebody_without_writing_it(
    role: str, naming: int, team: Team, signed: Signed, teamed: Any
) -> None:
    """Every address of the web that a role may read is opened: whose name it shows stands in the trail."""
    users = {each: teamed(each, name=f"By Role {each}") for each in ROLES}
    table = [row for row in rows() if row["method"] == "GET" and row[role] == "200"]
    things = known(used(table))
    on_caseload(users["team_lead"], team, 3)
    names = {html.escape(each.full_name): each.pk for each in _of_first_team(team)}
    client, silent, pages = signed(users[role]), [], 0
    for row in table:
        before = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answer = client.get(address(row, things))
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        shown = _shown(answer.content.decode(), names)
        pages += bool(shown)
        silent += [f"{row['url']} {row['args']}: {pk}" for pk in shown - _noted(before)]
    assert silent == []
    assert pages >= naming, "the test has to see names to say something"


def _of_first_team(team: Team) -> list[Person]:
    listings = people_of(team).select_related("person").order_by("rank")
    people = [each.person for each in listings]
    names = [each.full_name for each in people]
    return [each for each in people if names.count(each.full_name) == 1]


def _shown(text: str, names: dict[str, int]) -> set[int]:
    """Return whose names stand in a page; the longest is looked for first, for one may be part of another."""
    shown = set()
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            shown.add(names[name])
            text = text.replace(name, "")
    return shown


def _noted(before: int) -> set[int]:
    noted: set[int] = set()
    for row in AuditEntry.objects.filter(pk__gt=before, act=Act.LOOK):
        noted |= set(row.people or ())
        if row.object_kind == "person" and row.object_id.isdecimal():
            noted.add(int(row.object_id))
    return noted
