"""Hand-overs: offered, accepted, returned, taken back; nothing lost, nothing doubled, nobody unseen."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.teams.workflow import Act, State
from tests.web.teams.cases.acting import TO_ACTIVE, at_once, do, signed
from tests.web.teams.cases.reading import hidden, text
from web.population.models import Listing
from web.teams.access.people import seen
from web.teams.cases import actions
from web.teams.cases import hand_over_queries as handed
from web.teams.cases.actions import CaseRefused, ChangedMeanwhile
from web.teams.cases.models import Case, HandOver, HandOverState
from web.teams.work.actions import add_task
from web.teams.work.models import Notice, Task

pytestmark = pytest.mark.django_db
TOLD = "Ring her daughter first; the key is with the neighbour"


@pytest.fixture
def client(nurse: Any) -> Client:
    """The nurse's browser."""
    return signed(nurse)


@pytest.fixture
def offer(nurse: Any, other_team: Any) -> Callable[..., HandOver]:
    """Offer a case to the other team."""

    def make(case: Case, **values: Any) -> HandOver:
        given = {"reason": "moved_home", "told": TOLD, "key": uuid.uuid4(), "to_team": other_team, **values}
        return actions.hand_over(by=nurse, case=case, **given)

    return make


def accept(by: Any, offer: HandOver, **values: Any) -> HandOver:
    return actions.accept(by=by, hand_over=offer, **{"coordinator": by, "key": uuid.uuid4(), **values})


def test_until_it_is_accepted_the_case_stays_where_it_is(
    nurse: Any, stranger: Any, team: Any, active: Any, offer: Any
) -> None:
    case = active()
    Listing.objects.filter(person=case.person_id).update(neighbourhood="ardwick_and_longsight")
    made = offer(case)
    case.refresh_from_db()
    assert (case.team, made.state) == (team, HandOverState.OFFERED)
    assert seen(nurse, case.person_id) is not None, "who hands over still sees the person"
    accept(stranger, made)
    case.refresh_from_db()
    assert case.team.slug == "manchester-ardwick-and-longsight"
    assert seen(nurse, case.person_id) is None, "from then on the new team alone does"


def test_the_receiving_team_sees_the_person_from_the_offer_on(stranger: Any, active: Any, offer: Any) -> None:
    case = active()
    assert seen(stranger, case.person_id) is None
    made = offer(case)
    assert seen(stranger, case.person_id) is not None
    actions.return_hand_over(by=stranger, hand_over=made, why="She lives elsewhere", key=uuid.uuid4())
    assert seen(stranger, case.person_id) is None


def test_caseload_and_open_tasks_follow_and_nothing_is_doubled(
    *, nurse: Any, stranger: Any, team: Any, other_team: Any, active: Any, offer: Any
) -> None:
    case = active()
    given = {"by": nurse, "team": team, "due_on": timezone.localdate(), "case": case, "owner": nurse}
    visit = add_task(title="Visit", key=uuid.uuid4(), **given)
    made, key = offer(case), uuid.uuid4()
    for _ in range(2):
        accept(stranger, made, key=key)
    visit.refresh_from_db()
    case.refresh_from_db()
    assert (visit.team, visit.owner, visit.organisation) == (other_team, None, nurse.organisation)
    assert Task.objects.count() == 1
    assert (case.coordinator, case.lead_professional, case.state) == (stranger, None, State.ACTIVE)
    event = case.events.get(act=Act.TRANSFER)
    assert event.note == TOLD
    assert "From Ancoats" in event.detail
    assert Case.objects.count() == 1


def test_who_is_of_both_teams_keeps_the_lead(
    *, teamed: Any, nurse: Any, stranger: Any, other_team: Any, active: Any, offer: Any
) -> None:
    from web.teams.actions import join

    case = active()
    join(by=None, user=nurse, team=other_team)
    actions.appoint(by=nurse, case=case, key=uuid.uuid4(), lead_professional=nurse)
    accept(stranger, offer(case))
    case.refresh_from_db()
    assert (case.lead_professional, case.coordinator) == (nurse, stranger)


def test_what_waited_for_a_meeting_of_the_old_team_waits_for_one_of_the_new(
    nurse: Any, stranger: Any, found: Any, offer: Any
) -> None:
    case = found()
    do(nurse, case, *TO_ACTIVE[:5])
    assert case.state == State.LISTED
    accept(stranger, offer(case))
    case.refresh_from_db()
    assert case.state == State.ASSESSED


def test_both_teams_are_told(
    *, nurse: Any, stranger: Any, teamed: Any, active: Any, offer: Any, other_team: Any
) -> None:
    theirs = teamed("team_lead", team=other_team.slug, name="Their Lead")
    case = active()
    made = offer(case)
    assert [each.about for each in Notice.objects.filter(to=theirs)] == ["A person is offered to your team."]
    accept(stranger, made)
    assert [each.about for each in Notice.objects.filter(to=nurse)] == ["Your hand-over was accepted."]
    (again,) = [offer(active(1))]
    actions.return_hand_over(by=stranger, hand_over=again, why="No room", key=uuid.uuid4())
    assert Notice.objects.filter(to=nurse, about="Your hand-over was returned.").count() == 1


def test_an_offer_that_makes_no_sense_is_refused(
    *, nurse: Any, stranger: Any, lead: Any, team: Any, active: Any, offer: Any
) -> None:
    case = active()
    for changes, sentence in (
        ({"to_team": team}, "Choose another team"),
        ({"told": " "}, "has to know first"),
        ({"reason": "because"}, "from the list"),
    ):
        with pytest.raises(CaseRefused, match=sentence):
            offer(case, **changes)
    with pytest.raises(CaseRefused, match="acts on this case"):
        actions.hand_over(
            by=stranger,
            case=case,
            to_team=stranger.memberships.get().team,
            reason="moved_home",
            told="x",
            key=uuid.uuid4(),
        )
    with pytest.raises(ChangedMeanwhile):
        offer(case, version=case.version - 1)
    offer(case)
    with pytest.raises(CaseRefused, match="take that offer back first"):
        offer(case)
    do(nurse, case, Act.WITHDRAW)
    with pytest.raises(CaseRefused, match="has ended"):
        offer(case)
    assert HandOver.objects.get().state == HandOverState.TAKEN_BACK, "an ending takes the offer back"


def test_an_answer_is_the_receiving_teams_and_is_given_once(
    nurse: Any, stranger: Any, active: Any, offer: Any
) -> None:
    made = offer(active())
    for refused in (
        lambda: accept(nurse, made),
        lambda: actions.return_hand_over(by=nurse, hand_over=made, why="No", key=uuid.uuid4()),
        lambda: actions.take_back(by=stranger, hand_over=made, key=uuid.uuid4()),
    ):
        with pytest.raises(CaseRefused, match="acts on this case"):
            refused()
    with pytest.raises(CaseRefused, match="Say why your team"):
        actions.return_hand_over(by=stranger, hand_over=made, why=" ", key=uuid.uuid4())
    with pytest.raises(CaseRefused, match="does not belong to"):
        accept(stranger, made, coordinator=nurse)
    actions.take_back(by=nurse, hand_over=made, key=uuid.uuid4())
    with pytest.raises(CaseRefused, match="answered already: taken back"):
        accept(stranger, made)


@pytest.mark.django_db(transaction=True)
def test_of_an_acceptance_a_return_and_a_taking_back_at_once_one_counts(
    nurse: Any, stranger: Any, active: Any, offer: Any
) -> None:
    case = active()
    made = offer(case)
    ways = deque(
        [
            lambda: accept(stranger, made),
            lambda: actions.return_hand_over(by=stranger, hand_over=made, why="No", key=uuid.uuid4()),
            lambda: actions.take_back(by=nurse, hand_over=made, key=uuid.uuid4()),
        ]
    )

    def answer() -> None:
        ways.popleft()()

    assert at_once(3, answer) == ["CaseRefused", "CaseRefused", "done"]
    made.refresh_from_db()
    case.refresh_from_db()
    assert (case.team_id == made.to_team_id) == (made.state == HandOverState.ACCEPTED)


@pytest.mark.django_db(transaction=True)
def test_one_offer_sent_many_times_at_once_is_one(active: Any, offer: Any) -> None:
    case, key = active(), uuid.uuid4()
    assert at_once(5, lambda: offer(case, key=key)) == ["done"] * 5
    assert HandOver.objects.count() == 1


def test_who_lives_elsewhere_by_the_newest_list_is_listed_for_both_teams(
    nurse: Any, team: Any, other_team: Any, active: Any
) -> None:
    stays, moves, gone = (active(number) for number in range(3))
    Listing.objects.filter(person=moves.person_id).update(neighbourhood="ardwick_and_longsight")
    Listing.objects.filter(person=gone.person_id).delete()
    assert set(handed.moved_away(team)) == {moves, gone}
    assert set(handed.moved_here(other_team)) == {moves}
    assert stays not in handed.moved_away(team)
    listing = Listing.objects.select_related("run").get(person=moves.person_id)
    assert handed.suggested(moves, listing) == {"to_team": other_team.pk, "reason": "moved_home"}
    page = text(signed(nurse).get(reverse("teams:case_hand_overs", args=[team.slug]), {"show": "away"}))
    assert "Ardwick and Longsight" in page
    assert "In no list of the place: moved away, or died" in page


def test_a_person_who_moved_is_handed_over_from_page_to_page(
    client: Client, stranger: Any, team: Any, other_team: Any, active: Any
) -> None:
    case = active()
    Listing.objects.filter(person=case.person_id).update(neighbourhood="ardwick_and_longsight")
    page = reverse("teams:case_hand_over", args=[case.person_id])
    opened = client.get(page)
    assert f'value="{other_team.pk}" selected' in opened.content.decode(), "where they live now is suggested"
    given = {**hidden(opened), "to_team": str(other_team.pk), "reason": "moved_home", "told": TOLD}
    checked = client.post(page, given)
    assert "Check your answers" in text(checked)
    offered = client.post(page, {**hidden(checked), "step": "save"}, follow=True)
    assert f"Offered to {other_team.name}" in text(offered)
    browser = signed(stranger)
    listed = browser.get(reverse("teams:case_hand_overs", args=[other_team.slug]))
    assert case.person.full_name in listed.content.decode()
    answer = reverse("teams:case_answer", args=[other_team.slug, HandOver.objects.get().pk])
    shown = browser.get(answer)
    assert TOLD in text(shown)
    unsaid = browser.post(answer, {**hidden(shown), "answer": "accept"})
    assert unsaid.status_code == 422
    assert "Choose who coordinates from now on" in text(unsaid)
    said = browser.post(answer, {**hidden(shown), "answer": "accept", "coordinator": str(stranger.pk)})
    done = browser.post(answer, {**hidden(said), "step": "save"}, follow=True)
    assert "The person is on your team's caseload now" in text(done)
    theirs = browser.get(reverse("teams:case_load", args=[other_team.slug])).content.decode()
    assert case.person.full_name in theirs
    assert client.get(reverse("teams:case", args=[case.person_id])).status_code == 403


def test_an_offer_is_returned_with_a_reason_or_taken_back(
    *, client: Client, stranger: Any, team: Any, other_team: Any, active: Any, offer: Any
) -> None:
    made, browser = offer(active()), signed(stranger)
    answer = reverse("teams:case_answer", args=[other_team.slug, made.pk])
    shown = browser.get(answer)
    assert browser.post(answer, {**hidden(shown), "answer": "return"}).status_code == 422
    said = browser.post(answer, {**hidden(shown), "answer": "return", "note": "No room"})
    assert browser.post(answer, {**hidden(said), "step": "save"}).status_code == 302
    over = text(client.get(reverse("teams:case_hand_overs", args=[team.slug]), {"show": "over"}))
    assert "Returned" in over
    assert "No room" in over
    history = text(client.get(reverse("teams:case", args=[made.case.person_id])))
    assert f"Offered to {other_team.name}" in history
    assert "Offer returned" in history
    again = offer(Case.objects.get())
    back = reverse("teams:case_take_back", args=[team.slug, again.pk])
    assert "Confirm and take back" in text(client.get(back))
    for _ in range(2):
        assert client.post(back).status_code == 302
    assert Case.objects.get().team == team


def test_an_offer_between_other_teams_is_nobody_elses_to_see(
    nurse: Any, teamed: Any, team: Any, active: Any, offer: Any
) -> None:
    from web.teams.models import Team

    made = offer(active())
    neither = Team.objects.filter(level="neighbourhood").exclude(pk__in=[made.from_team_id, made.to_team_id])[
        0
    ]
    third = signed(teamed("team_member", team=neither.slug, name="Third Party"))
    for name in ("teams:case_answer", "teams:case_take_back"):
        assert third.get(reverse(name, args=[team.slug, made.pk])).status_code == 403
        assert third.get(reverse(name, args=[neither.slug, made.pk])).status_code == 404


def test_the_queries_of_the_lists_do_not_grow(client: Client, team: Any, active: Any, offer: Any) -> None:
    page = reverse("teams:case_hand_overs", args=[team.slug])
    counted = []
    for numbers in (range(2), range(2, 8)):
        for number in numbers:
            case = active(number)
            if number % 2:
                offer(case)
            else:
                Listing.objects.filter(person=case.person_id).update(neighbourhood="ardwick_and_longsight")
        for show in ("by_us", "away"):
            client.get(page, {"show": show})
            with CaptureQueriesContext(connection) as found:
                client.get(page, {"show": show})
            counted.append(len(found))
    assert counted[:2] == counted[2:]
    assert max(counted) <= 20
