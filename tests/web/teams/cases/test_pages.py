"""The pages of cases: lists, one person's case, the forms of acts, and what two writers see of each other."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.teams.workflow import Act, State
from tests.web.teams.cases.acting import TO_ACTIVE, act, do, signed
from tests.web.teams.cases.reading import hidden, text
from web.audit.models import Act as Audited
from web.audit.models import AuditEntry
from web.teams.cases.models import Case, Source

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def client(nurse: Any) -> Client:
    """The nurse's browser."""
    return signed(nurse)


def address(case: Case, act: Act | None = None) -> str:
    if act is None:
        return reverse("teams:case", args=[case.person_id])
    return reverse("teams:case_act", args=[case.person_id, act.value])


def send(client: Client, case: Case, act: Act, **answers: str) -> Any:
    """Open the form of an act, answer it and send it."""
    opened = client.get(address(case, act))
    assert opened.status_code == 200, text(opened)
    return client.post(address(case, act), {**hidden(opened), **answers})


def test_the_case_says_where_it_stands_whose_turn_it_is_and_until_when(
    client: Client, nurse: Any, found: Any
) -> None:
    case = found()
    page = text(client.get(address(case)))
    assert "Found with Ancoats" in page
    assert "next: include, by Team lead" in page
    assert "Found by list by need" in page
    for words in ("Include", "Do not include", "Record a death", "Hand over to another team"):
        assert words in page
    assert "Invite" not in page
    do(nurse, case, *TO_ACTIVE)
    page = text(client.get(address(case)))
    assert "next: record a review, by Grace Adeyemi" in page
    assert "Coordinator: Grace Adeyemi; Review on" in page


def test_a_simple_act_is_saved_at_once_and_an_ending_is_checked_first(client: Client, found: Any) -> None:
    case = found()
    assert send(client, case, Act.INCLUDE, reason="frail").status_code == 302
    case.refresh_from_db()
    assert case.state == State.INCLUDED
    checked = send(client, case, Act.EXCLUDE, reason="stable", note="Well & at work")
    assert checked.status_code == 200
    assert "Check your answers" in text(checked)
    case.refresh_from_db()
    assert case.state == State.INCLUDED
    changed = client.post(address(case, Act.EXCLUDE), {**hidden(checked), "step": "change"})
    assert "Well &amp; at work" in changed.content.decode()
    saved = client.post(address(case, Act.EXCLUDE), {**hidden(checked), "step": "save"})
    assert saved["Location"] == address(case)
    case.refresh_from_db()
    assert case.state == State.EXCLUDED
    assert "“Well &amp; at work”" in client.get(address(case)).content.decode()


@pytest.mark.parametrize(
    ("step", "answers", "sentence"),
    [
        (Act.INCLUDE, {}, "Choose the reason"),
        (Act.INCLUDE, {"reason": "because"}, "Select a valid choice"),
        (Act.INCLUDE, {"reason": "other"}, "Say in your own words what the other reason is"),
        (Act.EXCLUDE, {"reason": "stable", "note": "x" * 4001}, "Write at most 4,000 characters"),
        (Act.RECORD_DEATH, {"reason": "told_by_family", "died_on": "2999-01-01"}, "cannot be in the future"),
        (Act.APPOINT, {"intensity": "1", "review_on": "2001-01-01"}, "the next review is at the latest on"),
    ],
)
def test_what_makes_no_sense_is_said_and_not_kept(
    step: Act, answers: dict[str, str], sentence: str, client: Client, found: Any
) -> None:
    case = found()
    response = send(client, case, step, **answers)
    assert response.status_code == 422
    assert sentence in text(response)
    assert not case.events.exists()


def test_who_acted_meanwhile_is_shown_beside_the_own_answers(client: Client, lead: Any, found: Any) -> None:
    case = found()
    opened = hidden(client.get(address(case, Act.INCLUDE)))
    act(lead, case, Act.INCLUDE, note="Theirs")
    response = client.post(
        address(case, Act.WITHDRAW), {**opened, "reason": "lost_touch", "note": "Mine", "step": "save"}
    )
    page = text(response)
    assert response.status_code == 409
    assert "Amara Okafor changed this while you wrote" in page
    assert "Theirs" in page
    assert "Mine" in page
    assert hidden(response)["version"] == "2"
    saved = client.post(address(case, Act.WITHDRAW), {**hidden(response), "step": "save"})
    assert saved.status_code == 302
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN


def test_the_same_form_sent_again_changes_nothing_more(client: Client, found: Any) -> None:
    case = found()
    answers = {**hidden(client.get(address(case, Act.INCLUDE))), "reason": "frail"}
    for _ in range(3):
        assert client.post(address(case, Act.INCLUDE), answers).status_code == 302
    assert case.events.count() == 1


def test_an_act_there_is_not_is_not_found(client: Client, found: Any) -> None:
    case = found()
    for name in ("fly", "fall_due", "assess", "transfer"):
        assert client.get(reverse("teams:case_act", args=[case.person_id, name])).status_code == 404


def test_a_case_of_another_team_is_read_and_not_changed(client: Client, other_team: Any, found: Any) -> None:
    case = found(team=other_team)
    page = text(client.get(address(case)))
    assert "holds this case and acts on it" in page
    assert "Record a death" not in page
    assert client.get(address(case, Act.INCLUDE)).status_code == 302
    assert client.post(address(case, Act.INCLUDE), {"reason": "frail"}).status_code == 302
    assert not case.events.exists()


def test_people_are_found_from_the_list_by_ticking_them(client: Client, team: Any, somebody: Any) -> None:
    page = reverse("teams:case_find", args=[team.slug])
    opened = client.get(page, {"need": "high"})
    assert opened.status_code == 200
    people = [somebody(number).person_id for number in range(2)]
    answers = {"key": hidden(opened)["key"], "people": people, "whom": "ticked"}
    for _ in range(2):
        response = client.post(page, answers, follow=True)
    assert Case.objects.count() == 2
    assert {case.source for case in Case.objects.all()} == {Source.TIER_LIST}
    assert "2 people wait for triage" in text(response)
    left = client.get(page).content.decode()
    assert f'value="{people[0]}" aria-label' not in left, "who has a case is not offered again"


def test_everybody_shown_is_found_at_once_and_nobody_else(client: Client, team: Any, other_team: Any) -> None:
    from web.teams.queries import people_of

    page = reverse("teams:case_find", args=[team.slug])
    shown = [str(each) for each in people_of(team).values_list("person_id", flat=True)[:3]]
    foreign = str(people_of(other_team)[0].person_id)
    answers = {"key": str(uuid.uuid4()), "shown": [*shown, foreign, "x"], "whom": "shown"}
    client.post(page, answers)
    assert {str(case.person_id) for case in Case.objects.all()} == set(shown)


def test_who_is_judged_to_need_more_is_found_by_judgement(
    client: Client, nurse: Any, team: Any, somebody: Any
) -> None:
    from web.teams import actions
    from web.teams.queries import people_of

    low = people_of(team).filter(tier="low").order_by("rank")[0]
    decided = actions.Decision("high", 1, timezone.localdate() + timedelta(days=9))
    actions.judge(by=nurse, listing=low, decision=decided, key=uuid.uuid4(), after=None)
    page = reverse("teams:case_find", args=[team.slug])
    assert "1 person has no case yet" in text(client.get(page, {"need": "judged"}))
    client.post(page, {"key": str(uuid.uuid4()), "people": [low.person_id], "whom": "ticked"})
    assert Case.objects.get().source == Source.JUDGEMENT


def test_nobody_ticked_is_said(client: Client, team: Any) -> None:
    page = reverse("teams:case_find", args=[team.slug])
    response = client.post(page, {"key": str(uuid.uuid4()), "whom": "ticked"})
    assert response.status_code == 422
    assert "Tick the people" in text(response)


def test_the_caseload_is_narrowed_by_state_owner_and_clock(
    client: Client, nurse: Any, team: Any, active: Any, found: Any
) -> None:
    mine, waiting = active(0), found(1)
    do(nurse, waiting, Act.INCLUDE)
    Case.objects.filter(pk=waiting.pk).update(state_since=timezone.now() - timedelta(days=30))
    for page in (reverse("teams:case_load", args=[team.slug]), reverse("teams:case_loads")):
        assert "2 people are on the caseload, 1 of them overdue" in text(client.get(page))
        for asked, who in (
            ({"owner": "mine"}, mine),
            ({"owner": "nobody"}, waiting),
            ({"state": "included"}, waiting),
            ({"clock": "late"}, waiting),
            ({"clock": "in_time"}, mine),
            ({"intensity": "2", "state": "active"}, mine),
        ):
            shown = client.get(page, asked).content.decode()
            other = waiting if who == mine else mine
            assert who.person.full_name in shown, asked
            assert other.person.full_name not in shown, asked


def test_the_queue_counts_by_source_and_shows_who_came_back(client: Client, team: Any, found: Any) -> None:
    found(0)
    found(1, source=Source.HOSPITAL_FLAG)
    page = text(client.get(reverse("teams:case_queue", args=[team.slug])))
    assert "2 people wait for triage" in page
    assert "List by need: 1" in page
    assert "Hospital flag: 1" in page
    narrowed = text(client.get(reverse("teams:case_queue", args=[team.slug]), {"source": "hospital_flag"}))
    assert "1 to 1 of 1" in narrowed


def test_a_lead_takes_the_caseload_away_as_a_file_and_it_is_written_down(
    lead: Any, team: Any, active: Any
) -> None:
    active()
    for name in ("teams:case_load", "teams:case_queue"):
        response = signed(lead).get(
            reverse(name, args=[team.slug]), {"export": "csv", "purpose": "direct_care"}
        )
        assert response.status_code == 200
    assert AuditEntry.objects.filter(act=Audited.EXPORT).count() == 2


def test_a_stranger_sees_neither_list_nor_person(stranger: Any, team: Any, found: Any) -> None:
    browser, case = signed(stranger), found()
    for name in ("teams:case_load", "teams:case_queue", "teams:case_find"):
        assert browser.get(reverse(name, args=[team.slug])).status_code == 403
    for path in (address(case), address(case, Act.INCLUDE)):
        assert browser.get(path).status_code == 403
    assert case.person.full_name not in browser.get(reverse("teams:case_loads")).content.decode()


def test_a_script_in_a_note_is_words(client: Client, nurse: Any, found: Any) -> None:
    case = found(note=SCRIPT)
    act(nurse, case, Act.INCLUDE, note=SCRIPT)
    page = client.get(address(case)).content.decode()
    assert SCRIPT not in page
    assert page.count("&lt;script&gt;") == 2


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(page).status_code == 200
    return len(counted)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, nurse: Any, team: Any, found: Any, active: Any
) -> None:
    names = ("teams:case_load", "teams:case_queue", "teams:case_find")
    pages = [reverse("teams:case_loads"), *(reverse(name, args=[team.slug]) for name in names)]
    active(0), found(1)
    for page in pages:
        client.get(page)
    before = [_queries(client, page) for page in pages]
    for number in range(2, 22):
        case = found(number)
        if number % 2:
            do(nurse, case, Act.INCLUDE, appointed=None)
    assert [_queries(client, page) for page in pages] == before
    assert max(before) <= 15, before


def test_the_queries_of_a_case_do_not_grow_with_its_history(client: Client, nurse: Any, active: Any) -> None:
    case = active()
    client.get(address(case))
    before = _queries(client, address(case))
    for _ in range(3):
        do(nurse, case, Act.REVIEW, Act.CONTINUE)
    assert _queries(client, address(case)) == before
    assert before <= 25
