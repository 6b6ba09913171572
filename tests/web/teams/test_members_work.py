"""How a member works: three lines, pattern, shared leadership, absence, cover."""

from __future__ import annotations

import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM
from web.audit.models import AuditEntry
from web.teams import actions as teams
from web.teams.cases.models import Case
from web.teams.models import Membership, Team
from web.teams.queries import people_of, today
from web.teams.staff import actions
from web.teams.staff.lines import lines_of
from web.teams.staff.models import Absence, Cover, Leadership
from web.teams.staff.queries import covered_case, covers_by, member_with
from web.teams.work.actions import TaskRefused, add_task, finish_task
from web.teams.work.queries import tasks_seen_by

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"


def _client(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _membership(user: Any) -> Membership:
    return Membership.objects.get(user=user)


def _week(*days: int) -> list[actions.Hours]:
    return [actions.Hours(day, time(8, 30), time(16, 30)) for day in days]


def _away(user: Any, *, days: int = 3, starts: int = 0, covered_by: Any = None) -> Absence:
    first = today() + timedelta(days=starts)
    return actions.record_absence(
        by=None,
        membership=_membership(user),
        starts_on=first,
        ends_before=first + timedelta(days=days),
        key=uuid.uuid4(),
        covered_by=covered_by,
    )


def test_who_directs_employs_and_answers_for_are_three_lines(teamed: Any) -> None:
    teamed("team_lead", name="Lena Okafor")
    nurse = teamed("team_member", name="Grace Adeyemi")
    told = actions.Description("district_nurse", "", "Lead nurse of the trust", ("wounds",), _week(0, 2))
    member = actions.describe_member(by=None, membership=_membership(nurse), description=told)
    lines = lines_of(member)
    assert lines.directs == "Lena Okafor"
    assert lines.employs == nurse.organisation.name
    assert lines.accountable == "Lead nurse of the trust"
    assert lines.register == "Nursing and Midwifery Council"
    assert member.role_set == "nursing", "the usual seat of the profession"
    page = _client(nurse).get(reverse("teams:member", args=[FIRST_TEAM, member.pk])).content.decode()
    for words in ("Directs the work here", "Employs", "Holds professional accountability", "Wednesday 08:30"):
        assert words in page


def test_a_team_nobody_leads_says_so(teamed: Any) -> None:
    assert lines_of(_membership(teamed("team_member"))).directs == "Nobody leads this team today"


@pytest.mark.parametrize(
    ("description", "says"),
    [
        (actions.Description(profession="astronaut"), "profession from the list"),
        (actions.Description(role_set="captain"), "seat in the team from the list"),
        (actions.Description(skills=("juggling",)), "skills from the list"),
        (actions.Description(hours=_week(1, 1)), "each day of the week once"),
        (actions.Description(hours=[actions.Hours(1, time(9), time(9))]), "ends after it starts"),
    ],
)
def test_a_description_on_no_list_is_refused(
    description: actions.Description, says: str, teamed: Any
) -> None:
    with pytest.raises(actions.StaffRefused, match=says):
        actions.describe_member(
            by=None, membership=_membership(teamed("team_member")), description=description
        )


def test_the_same_description_again_changes_nothing_and_an_older_page_is_told(teamed: Any) -> None:
    member = _membership(teamed("team_member"))
    told = actions.Description("gp", "", "Responsible officer", (), _week(0))
    first = actions.describe_member(by=None, membership=member, description=told, version=1)
    rows = AuditEntry.objects.count()
    again = actions.describe_member(by=None, membership=member, description=told, version=1)
    assert (first.version, again.version, AuditEntry.objects.count()) == (2, 2, rows)
    other = actions.Description("gp", "", "Somebody else")
    with pytest.raises(actions.ChangedMeanwhile):
        actions.describe_member(by=None, membership=member, description=other, version=1)


def test_a_lead_changes_how_a_member_works_and_both_versions_are_shown(teamed: Any) -> None:
    lead, nurse = teamed("team_lead"), teamed("team_member")
    client, member = _client(lead), _membership(nurse)
    address = reverse("teams:member_change", args=[FIRST_TEAM, member.pk])
    form = {"key": str(uuid.uuid4()), "version": "1", "profession": "social_worker", "starts_0": "09:00"}
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert "Give both hours of Monday, or neither" in refused.content.decode()
    assert client.post(address, {**form, "ends_0": "17:00"}).status_code == 302
    late = client.post(address, {**form, "ends_0": "12:00"})
    assert late.status_code == 409
    assert "Monday 09:00 to 17:00" in late.content.decode()
    assert _client(nurse).get(address).status_code == 403


def test_several_hold_one_post_of_leadership_and_nobody_holds_it_twice(teamed: Any) -> None:
    members = [_membership(teamed("team_member", name=name)) for name in ("Ann Lee", "Ben Cole")]
    for member in members:
        actions.appoint_leader(by=None, membership=member, post="clinical")
    with pytest.raises(actions.StaffRefused, match="clinical lead at that time already"):
        actions.appoint_leader(by=None, membership=members[0], post="clinical")
    page = _client(members[0].user).get(reverse("teams:team", args=[FIRST_TEAM])).content.decode()
    assert "Clinical lead: Ann Lee and Ben Cole" in page
    (first, _) = Leadership.objects.order_by("pk")
    assert actions.end_leadership(by=None, leadership=first).ends_before == today()
    assert actions.end_leadership(by=None, leadership=first).ends_before == today()


@pytest.mark.parametrize(
    ("post", "ends", "says"), [("king", 3, "post from the list"), ("clinical", 0, "ends before it begins")]
)
def test_a_post_that_cannot_be_is_refused(post: str, ends: int, says: str, teamed: Any) -> None:
    with pytest.raises(actions.StaffRefused, match=says):
        actions.appoint_leader(
            by=None,
            membership=_membership(teamed("team_member")),
            post=post,
            ends_before=today() + timedelta(days=ends),
        )


def test_a_cover_of_another_team_sees_and_acts_for_those_days_alone(teamed: Any) -> None:
    nurse = teamed("team_member", name="Grace Adeyemi")
    other = teamed("team_member", name="Omar Shah", team=OTHER_TEAM)
    team = Team.objects.get(slug=FIRST_TEAM)
    person = people_of(team).order_by("rank")[0].person
    Case.objects.create(person=person, team=team, state="active", source="tier_list", coordinator=nurse)
    given = {"team": team, "due_on": today(), "owner": nurse}
    task = add_task(by=nurse, title="Ring the pharmacy", key=uuid.uuid4(), **given)
    theirs = add_task(
        by=nurse, title="Not covered", key=uuid.uuid4(), **{**given, "owner": _colleague(teamed)}
    )
    assert not tasks_seen_by(other).exists()
    with pytest.raises(TaskRefused, match="Only the team"):
        finish_task(by=other, task=task, outcome="Rung")
    absence = _away(nurse, covered_by=other)
    assert [each.membership.user for each in covers_by(other)] == [nurse]
    assert list(tasks_seen_by(other)) == [task]
    case = covered_case(other, person.pk)
    assert case is not None
    assert case.cover_ends_before == absence.ends_before
    assert covers_by(other, on=absence.ends_before) == []
    assert covers_by(other, on=absence.starts_on - timedelta(days=1)) == []
    with pytest.raises(TaskRefused, match="Only the team"):
        finish_task(by=other, task=theirs, outcome="Rung")
    assert finish_task(by=other, task=task, outcome="Rung").done_by == other


def _colleague(teamed: Any) -> Any:
    return teamed("team_member", name="Ann Lee")


def test_a_cover_ends_when_the_absence_is_taken_back_and_when_the_cover_leaves(teamed: Any) -> None:
    nurse, other = teamed("team_member", name="Grace Adeyemi"), teamed("team_member", team=OTHER_TEAM)
    absence = _away(nurse, covered_by=other)
    actions.withdraw_absence(by=None, absence=absence)
    actions.withdraw_absence(by=None, absence=absence)
    assert covers_by(other) == []
    _away(nurse, covered_by=other)
    assert len(covers_by(other)) == 1
    teams.leave(by=None, membership=_membership(other))
    assert covers_by(other) == [], "who belongs to no team covers nobody"


def test_another_cover_takes_the_place_of_the_first(teamed: Any) -> None:
    nurse, first, second = (teamed("team_member", name=name) for name in ("Ann Lee", "Ben Cole", "Cy Day"))
    absence = _away(nurse, covered_by=first)
    key = uuid.uuid4()
    for _ in range(2):
        actions.name_cover(by=None, absence=absence, covered_by=second, key=key)
    assert covers_by(first) == []
    assert len(covers_by(second)) == 1
    assert Cover.objects.count() == 2


def test_absences_and_covers_that_cannot_be_are_refused(teamed: Any, user_of: Any) -> None:
    nurse, colleague = teamed("team_member", name="Ann Lee"), teamed("team_member", name="Ben Cole")
    with pytest.raises(actions.StaffRefused, match="before the first"):
        _away(nurse, days=0)
    with pytest.raises(actions.StaffRefused, match="12 months at most"):
        _away(nurse, days=400)
    with pytest.raises(actions.StaffRefused, match="Nobody covers for themselves"):
        _away(nurse, covered_by=nurse)
    with pytest.raises(actions.StaffRefused, match="does not look after people"):
        _away(nurse, covered_by=user_of("analyst"))
    with pytest.raises(actions.StaffRefused, match="belongs to no team"):
        _away(nurse, covered_by=user_of("team_member", name="No Team"))
    _away(colleague, starts=1)
    with pytest.raises(actions.StaffRefused, match="is away on some of those days too"):
        _away(nurse, covered_by=colleague)
    _away(nurse)
    with pytest.raises(actions.StaffRefused, match="is away from"):
        _away(nurse, starts=2)


def test_a_member_writes_down_the_own_absence_and_nobody_elses(teamed: Any) -> None:
    nurse, colleague = teamed("team_member", name="Ann Lee"), teamed("team_member", name="Ben Cole")
    form = {
        "key": str(uuid.uuid4()),
        "starts_on": today().isoformat(),
        "last_on": today().isoformat(),
        "covered_by": str(colleague.pk),
    }
    own, other = (
        reverse("teams:member_absence_add", args=[FIRST_TEAM, _membership(user).pk])
        for user in (nurse, colleague)
    )
    client = _client(nurse)
    assert client.get(own).status_code == 200
    for _ in range(2):
        assert client.post(own, form).status_code == 302
    assert client.post(other, form).status_code == 403
    (absence,) = Absence.objects.all()
    assert (absence.ends_before - absence.starts_on).days == 1
    page = _client(colleague).get(reverse("teams:my_day")).content.decode()
    assert "You cover for Ann Lee until" in page
    team = client.get(reverse("teams:team", args=[FIRST_TEAM])).content.decode()
    assert "covered by Ben Cole" in team
    back = reverse("teams:member_absence_withdraw", args=[FIRST_TEAM, absence.membership_id, absence.pk])
    assert client.post(back).status_code == 302
    assert covers_by(colleague) == []


def test_the_page_of_a_team_asks_no_more_for_more_members(teamed: Any) -> None:
    lead = teamed("team_lead")
    client, address = _client(lead), reverse("teams:team", args=[FIRST_TEAM])

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    _fill(teamed, range(2))
    few = asked()
    _fill(teamed, range(2, 12))
    assert asked() <= few


def _fill(teamed: Any, numbers: range) -> None:
    for number in numbers:
        member = _membership(teamed("team_member", name=f"Member Number{number}"))
        told = actions.Description("gp", "", "", (), _week(0, 1))
        actions.describe_member(by=None, membership=member, description=told)
        actions.appoint_leader(by=None, membership=member, post="clinical")
        _away(member.user)


def test_a_member_of_another_team_is_no_member_here(teamed: Any) -> None:
    member = _membership(teamed("team_member", team=OTHER_TEAM))
    assert member_with(Team.objects.get(slug=FIRST_TEAM), member.pk) is None
