"""The pages of meetings: what they show to whom, what they refuse, and that they do not slow down."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.teams.workflow import Act
from tests.web.teams.meetings.setting import (
    Setting,
    assessed,
    at,
    attend,
    hidden,
    put,
    record,
    signed,
    started,
)
from web.audit.models import Act as AuditAct
from web.audit.models import AuditEntry
from web.teams.actions import leave
from web.teams.meetings import actions
from web.teams.meetings.models import AgendaItem, Discussion
from web.teams.models import Membership
from web.teams.work.models import Task

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def client(setting: Setting) -> Client:
    """The nurse's browser."""
    return signed(setting.nurse)


@pytest.fixture
def item(setting: Setting) -> AgendaItem:
    """Somebody assessed, on the agenda of a meeting that is being held."""
    found = put(setting.nurse, setting.meeting, assessed(setting.nurse, setting.team))
    started(setting)
    return found


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def answers(setting: Setting, page: str, **changes: str) -> dict[str, str]:
    """Return the answers of the form of a person, opened on `page`."""
    given = {
        "decision": "Start rehabilitation at home",
        "coordinator": str(setting.link_worker.pk),
        "review_on": "6 weeks",
        "action_1": "Visit at home",
        "owner_1": f"user:{setting.nurse.pk}",
        "due_1": "1 week",
    }
    return {**hidden(page), **given, **changes}


def test_the_days_said_are_the_days_kept(setting: Setting, client: Client, item: AgendaItem) -> None:
    address = at("meeting_person", setting.meeting, item.pk)
    assert client.post(address, answers(setting, text(client, address))).status_code == 302
    today = timezone.localdate()
    assert Discussion.objects.get().review_on == today + timedelta(weeks=6)
    assert Task.objects.get().due_on == today + timedelta(weeks=1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decision": ""}, "Write what was decided"),
        ({"coordinator": ""}, "Name the coordinator"),
        ({"action_1": ""}, "Write at least one action"),
        ({"owner_1": ""}, "Say who does action 1"),
        ({"due_1": ""}, "Say by when action 1 is done"),
        ({"due_1": "1 1 2020"}, "Set a day that is still to come for action 1"),
        ({"due_1": "soon"}, "Enter a day such as 6 8 2026"),
        ({"review_on": ""}, "Set the day of the next review"),
        ({"review_on": "27 weeks"}, "within 26 weeks"),
        ({"owner_1": "user:0"}, "Select a valid choice"),
        ({"key": ""}, "This field is required"),
    ],
)
def test_what_is_missing_is_said_and_nothing_written_is_lost(
    changes: dict[str, str], sentence: str, setting: Setting, client: Client, item: AgendaItem
) -> None:
    address = at("meeting_person", setting.meeting, item.pk)
    response = client.post(
        address, answers(setting, text(client, address), summary="She likes the garden", **changes)
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page or changes == {"key": ""}
    assert "She likes the garden" in page
    assert not Discussion.objects.exists()


def test_an_organisation_can_be_asked_to_act(setting: Setting, client: Client, item: AgendaItem) -> None:
    address = at("meeting_person", setting.meeting, item.pk)
    page = text(client, address)
    assert "at the latest" in page
    sent = answers(setting, page, owner_1=f"organisation:{setting.nurse.organisation_id}")
    assert client.post(address, sent).status_code == 302
    task = Task.objects.get()
    assert (task.owner, task.organisation) == (None, setting.nurse.organisation)


def test_the_meeting_goes_on_past_who_left_the_caseload(setting: Setting, client: Client) -> None:
    from web.teams.cases.actions import advance

    cases = [assessed(setting.nurse, setting.team, at=rank) for rank in range(3)]
    items = [put(setting.nurse, setting.meeting, case) for case in cases]
    for case in cases[:2]:
        case.refresh_from_db()
    advance(by=setting.nurse, case=cases[0], act=Act.WITHDRAW, key=uuid.uuid4(), note="Her wish")
    attend(setting)
    sent = hidden(text(client, at("meeting", setting.meeting)))
    second = at("meeting_person", setting.meeting, items[1].pk)
    assert client.post(at("meeting_start", setting.meeting), sent)["Location"] == second
    page = text(client, second)
    assert "Person 2 of 3" in page
    assert "Person before" not in page
    later = client.get(at("meeting_skip", setting.meeting, items[1].pk))
    assert later["Location"] == at("meeting_person", setting.meeting, items[2].pk)


def test_one_more_action_is_asked_for_without_losing_a_word(
    setting: Setting, client: Client, item: AgendaItem
) -> None:
    address = at("meeting_person", setting.meeting, item.pk)
    sent = answers(setting, text(client, address), step="more", action_2="Call the daughter")
    page = client.post(address, sent).content.decode()
    assert 'name="action_3"' in page
    assert "Call the daughter" in page
    assert hidden(page)["key"] == sent["key"]
    again = {**sent, "rows": "3", "action_3": "Order a rail", "step": ""}
    again |= {f"owner_{row}": f"user:{setting.nurse.pk}" for row in (2, 3)}
    again |= {f"due_{row}": "2 weeks" for row in (2, 3)}
    assert client.post(address, again).status_code == 302
    assert Task.objects.count() == 3


def test_who_recorded_meanwhile_is_shown_beside_the_own_words(
    setting: Setting, client: Client, item: AgendaItem
) -> None:
    address = at("meeting_person", setting.meeting, item.pk)
    mine = answers(setting, text(client, address), decision="Mine")
    record(setting, item, by=setting.link_worker, decision="Theirs")
    response = client.post(address, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Joan Brady recorded this discussion while you wrote" in page
    assert "Theirs" in page
    assert "Mine" in page
    assert client.post(address, {**mine, **hidden(page)}).status_code == 302
    assert [each.decision for each in Discussion.objects.all()] == ["Theirs", "Mine"]


def test_nothing_of_a_person_is_shown_before_there_is_a_ground(setting: Setting, client: Client) -> None:
    case = assessed(setting.nurse, setting.team, until=Act.INCLUDE)
    item = put(setting.nurse, setting.meeting, case, because="The neighbours are worried")
    started(setting)
    address = at("meeting_person", setting.meeting, item.pk)
    before = AuditEntry.objects.filter(act=AuditAct.LOOK).count()
    page = text(client, address)
    assert case.person.full_name not in page
    assert case.person.nhs_number not in page
    assert AuditEntry.objects.filter(act=AuditAct.LOOK).count() == before
    ground = at("meeting_basis", setting.meeting, item.pk)
    assert "The person agreed" not in page
    wrong = client.post(ground, {**hidden(page), "basis": "direct_care", "note": ""})
    assert wrong.status_code == 422
    assert "Say who here looks after the person" in wrong.content.decode()
    right = {**hidden(page), "basis": "direct_care", "note": "The district nurse visits weekly"}
    assert client.post(ground, right)["Location"] == address
    assert case.person.full_name in text(client, address)
    assert AuditEntry.objects.filter(act=AuditAct.LOOK, object_id=str(case.person_id)).exists()


def test_a_shared_screen_hides_what_nobody_on_the_call_has_to_see(
    setting: Setting, client: Client, item: AgendaItem
) -> None:
    person = item.case.person
    address = at("meeting_person", setting.meeting, item.pk)
    shown = text(client, address)
    spaced = "\N{NO-BREAK SPACE}".join((person.nhs_number[:3], person.nhs_number[3:6], person.nhs_number[6:]))
    assert spaced in shown
    page = text(client, f"{address}?details=hidden&names=initials&type=large")
    assert spaced not in page
    assert person.family_name not in page
    assert "lco-meeting--large" in page
    assert f"{person.given_name[0]}." in page
    assert "?type=large&amp;details=hidden" in page, "each switch keeps the others"
    kept = client.post(f"{address}?names=initials", answers(setting, page))
    assert kept["Location"] == at("meeting_close", setting.meeting)


@pytest.mark.parametrize(
    "name", ["meeting", "meeting_attendance", "meeting_agenda", "meeting_close", "meeting_minutes"]
)
def test_members_of_the_team_alone_see_its_meetings(name: str, setting: Setting, teamed: Any) -> None:
    other = teamed("team_member", team="manchester-ardwick-and-longsight", name="Other Nurse")
    lead = teamed("team_lead", name="Amara Okafor")
    address = at(name, setting.meeting)
    assert signed(lead).get(address).status_code == 200
    assert signed(other).get(address).status_code == 403
    own = reverse(f"teams:{name}", args=["manchester-ardwick-and-longsight", setting.meeting.pk])
    assert signed(other).get(own).status_code == 403, "a meeting is found under its own team alone"
    leave(by=None, membership=Membership.objects.get(user=setting.nurse))
    assert signed(setting.nurse).get(address).status_code in {302, 403}, "signed out, or refused"


def test_who_left_the_caseload_is_named_no_more(setting: Setting, client: Client, item: AgendaItem) -> None:
    from web.teams.cases.actions import advance

    record(setting, item, decision="Start rehabilitation at home")
    actions.close_meeting(by=setting.nurse, meeting=setting.meeting, key=uuid.uuid4(), version=None)
    case, person = item.case, item.case.person
    minutes = at("meeting_minutes", setting.meeting)
    assert person.full_name in text(client, minutes)
    advance(by=setting.nurse, case=case, act=Act.WITHDRAW, key=uuid.uuid4(), note="Her wish")
    for address in (minutes, at("meeting", setting.meeting)):
        page = text(client, address)
        assert person.full_name not in page
        assert "No longer on the caseload" in page


def test_reading_minutes_is_a_look_at_each_person(setting: Setting, client: Client, item: AgendaItem) -> None:
    record(setting, item)
    actions.close_meeting(by=setting.nurse, meeting=setting.meeting, key=uuid.uuid4(), version=None)
    text(client, at("meeting_minutes", setting.meeting))
    looks = AuditEntry.objects.filter(act=AuditAct.LOOK, user=setting.nurse, detail__contains="minutes of")
    assert [(row.object_id, row.people) for row in looks] == [("minutes", [item.case.person_id])]


def test_scripts_in_what_was_said_are_words(setting: Setting, client: Client) -> None:
    case = assessed(setting.nurse, setting.team)
    item = put(setting.nurse, setting.meeting, case, because=SCRIPT)
    started(setting)
    record(setting, item, decision=SCRIPT, summary=SCRIPT)
    pages = [at(name, setting.meeting) for name in ("meeting", "meeting_minutes", "meeting_close")]
    history = reverse("teams:meeting_history", args=[case.person_id])
    for address in (*pages, history, at("meeting_person", setting.meeting, item.pk)):
        assert SCRIPT not in text(client, address)


def test_a_correction_stands_under_minutes_that_stay_as_they_were(
    setting: Setting, client: Client, item: AgendaItem
) -> None:
    record(setting, item)
    actions.close_meeting(by=setting.nurse, meeting=setting.meeting, key=uuid.uuid4(), version=None)
    address = at("meeting_correct", setting.meeting)
    sent = {**hidden(text(client, address)), "item": str(item.pk), "text": "The visit is on Tuesday"}
    for _ in range(2):
        assert client.post(address, sent)["Location"] == at("meeting_minutes", setting.meeting)
    page = text(client, at("meeting_minutes", setting.meeting))
    assert page.count("The visit is on Tuesday") == 1
    assert "Start rehabilitation at home" in page
    assert client.post(address, {**sent, "text": ""}).status_code == 422


def test_the_actions_of_a_meeting_are_a_file_with_its_purpose(
    setting: Setting, client: Client, item: AgendaItem
) -> None:
    record(setting, item)
    asked = {"export": "csv", "purpose": "direct_care"}
    content = client.get(at("meeting_minutes", setting.meeting), asked).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))
    heads = next(line for line in lines if line and line[0] == "Action")
    row = dict(zip(heads, lines[-1], strict=True))
    assert (row["Action"], row["Who"], row["State"]) == ("Visit at home", "Grace Adeyemi", "To do")
    assert AuditEntry.objects.filter(act=AuditAct.EXPORT, user=setting.nurse).count() == 1


def test_meetings_are_listed_narrowed_and_exported(setting: Setting, client: Client) -> None:
    address = reverse("teams:meetings")
    page = text(client, address)
    assert "The next meeting" in page
    assert "Health centre, room 2" in page
    day = timezone.localdate() + timedelta(days=5)
    assert "Clear the filter" in text(client, f"{address}?state=closed&from_on={day.isoformat()}")
    file = client.get(address, {"export": "csv", "purpose": "direct_care"}).content.decode("utf-8-sig")
    assert "Health centre, room 2" in file
    own = text(client, reverse("teams:meeting_list", args=[setting.team.slug]))
    assert "1 meeting of this team" in own


def test_a_person_is_put_on_an_agenda_from_their_own_page(setting: Setting, client: Client) -> None:
    case = assessed(setting.nurse, setting.team)
    address = reverse("teams:meeting_history", args=[case.person_id])
    page = text(client, address)
    assert "No meeting of your team has discussed this person" in page
    sent = {**hidden(page), "meeting": str(setting.meeting.pk), "because": "He fell on Sunday"}
    for _ in range(2):
        assert client.post(address, sent)["Location"] == at("meeting", setting.meeting)
    (item,) = AgendaItem.objects.all()
    assert [each.words for each in item.reason_list] == ["He fell on Sunday"]
    assert client.post(address, {**sent, "because": ""}).status_code == 422


def test_a_person_is_added_by_nhs_number_which_stays_out_of_the_address(
    setting: Setting, client: Client
) -> None:
    case = assessed(setting.nurse, setting.team)
    address = at("meeting_add", setting.meeting)
    start = hidden(text(client, at("meeting", setting.meeting)))
    for number, sentence in (("12", "Enter the ten digits"), ("9990000000", "has this NHS number: check it")):
        wrong = client.post(address, {**start, "nhs_number": number, "because": "He fell"})
        assert wrong.status_code == 422
        assert sentence in wrong.content.decode()
    number = case.person.nhs_number
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    right = client.post(address, {**start, "nhs_number": spaced, "because": "He fell"})
    assert number not in right["Location"]
    assert AgendaItem.objects.get().case == case


def test_a_meeting_without_quorum_asks_why(setting: Setting, client: Client) -> None:
    attend(setting, without="Mei Chen")
    start = at("meeting_start", setting.meeting)
    sent = hidden(text(client, at("meeting", setting.meeting)))
    refused = client.post(start, sent)
    assert refused.status_code == 422
    assert "missing mental health" in refused.content.decode()
    reason = {**hidden(refused.content.decode()), "without_quorum": "Two people cannot wait"}
    assert client.post(start, reason).status_code == 302
    assert "Two people cannot wait" in text(client, at("meeting_minutes", setting.meeting))


def test_attendance_is_kept_and_a_newer_one_shown(setting: Setting, client: Client) -> None:
    address = at("meeting_attendance", setting.meeting)
    page = text(client, address)
    sent = {**hidden(page), f"presence_{setting.nurse.pk}": "room", f"seat_{setting.nurse.pk}": "nursing"}
    guest = {"guest_0_name": "Ana Silva", "guest_0_presence": "remote", "guest_0_seat": "mental_health"}
    wrong = client.post(address, {**sent, **guest})
    assert wrong.status_code == 422
    assert "Enter the organisation of guest 1" in wrong.content.decode()
    guest["guest_0_organisation"] = "Mind in Manchester"
    assert client.post(address, {**sent, **guest}).status_code == 302
    assert "Ana Silva, Mind in Manchester (mental health): on the call" in text(
        client, at("meeting", setting.meeting)
    )
    late = client.post(address, {**sent, "key": str(uuid.uuid4())})
    assert late.status_code == 409
    assert "Ana Silva" in late.content.decode()


def test_a_stale_agenda_is_not_moved(setting: Setting, client: Client) -> None:
    items = [put(setting.nurse, setting.meeting, assessed(setting.nurse, setting.team, at=r)) for r in (0, 1)]
    sent = hidden(text(client, at("meeting", setting.meeting)))
    move = at("meeting_move", setting.meeting, items[1].pk)
    assert client.post(move, {**sent, "to": "1"}).status_code == 302
    assert client.post(move, {**sent, "to": "1"}).status_code == 302, "the same press twice"
    late = client.post(move, {**sent, "key": str(uuid.uuid4()), "to": "2"})
    assert late.status_code == 409
    assert [each.pk for each in AgendaItem.objects.order_by("position")] == [items[1].pk, items[0].pk]


def test_the_quorum_is_set_on_its_page(setting: Setting, teamed: Any) -> None:
    lead = signed(teamed("team_lead", name="Amara Okafor"))
    address = reverse("teams:meeting_quorum", args=[setting.team.slug])
    page = text(lead, address)
    assert "5 seats have to be filled" in page
    sent = {**hidden(page), "seats": ["nursing", "social_care"], "because": "Small team"}
    assert lead.post(address, sent).status_code == 302
    assert "2 seats have to be filled" in text(lead, address)
    late = lead.post(address, {**sent, "because": "Smaller"})
    assert late.status_code == 409
    assert lead.post(address, {**sent, "because": ""}).status_code == 422


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_no_page_asks_more_of_the_database_with_more_people(setting: Setting, client: Client) -> None:
    meeting = setting.meeting
    waiting = [assessed(setting.nurse, setting.team, at=rank) for rank in range(25)]
    addresses = {name: at(name, meeting) for name in ("meeting", "meeting_close", "meeting_minutes")}
    counted: dict[str, list[int]] = {name: [] for name in (*addresses, "meeting_agenda", "meeting_person")}
    started(setting)
    addresses["meeting_agenda"] = at("meeting_agenda", meeting)
    for upto, since in ((5, 0), (25, 5)):
        for case in waiting[since:upto]:
            item = put(setting.nurse, meeting, case)
            record(setting, item)
        addresses["meeting_person"] = at("meeting_person", meeting, AgendaItem.objects.first().pk)
        for name, address in addresses.items():
            client.get(address)
            counted[name].append(_queries(client, address))
    assert all(many <= few for few, many in counted.values()), counted
    assert all(many <= 40 for _, many in counted.values()), counted
    assert max(counted["meeting"]) <= 20, counted
    assert max(counted["meeting_minutes"]) <= 20, counted
