"""A person connected to a service: offered, agreed, in touch, what came of it; and what was not there."""

from __future__ import annotations

import re
import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lco.teams.connections import Stage, Step
from lco.teams.directory.entries import Eligibility, Status
from web.audit.models import AuditEntry
from web.teams.actions import leave
from web.teams.assets.actions import (
    ConnectionChangedMeanwhile,
    ConnectionRefused,
    Said,
    move_on,
    note_wanting,
    offer_service,
    set_status,
)
from web.teams.assets.models import Connection, ConnectionEvent, Wanting
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.work.models import Task

pytestmark = pytest.mark.django_db
YES = Said(consent="spoken")


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


def _offered(by: Any, who: Any, service: Any, **more: Any) -> Connection:
    values = {"need": "loneliness", "key": uuid.uuid4(), **more}
    return offer_service(by=by, person=who.person, service=service, **values)


def _go(by: Any, connection: Connection, step: Step, **said: Any) -> Connection:
    return move_on(by=by, connection=connection, step=step, key=uuid.uuid4(), said=Said(**said))


def test_the_whole_way_is_kept_step_by_step(nurse: Any, somebody: Any, listed: Any) -> None:
    made = _offered(nurse, somebody, listed(), said=YES, is_accepted=True)
    _go(nurse, made, Step.CONNECT)
    _go(nurse, made, Step.MISS, note="Bus did not come")
    _go(nurse, made, Step.ATTEND)
    ended = _go(nurse, made, Step.END, outcome="helped", words="I have somebody to talk to now")
    assert (ended.stage, ended.consent, ended.outcome) == (Stage.ENDED, "spoken", "helped")
    events = ConnectionEvent.objects.filter(connection=made)
    assert [each.step for each in events] == ["offer", "accept", "connect", "miss", "attend", "end"]
    assert events.last().words == "I have somebody to talk to now"


def test_nobody_is_put_in_touch_without_their_agreement(nurse: Any, somebody: Any, listed: Any) -> None:
    made = _offered(nurse, somebody, listed())
    with pytest.raises(ConnectionRefused, match="cannot be done while it is 'offered'"):
        _go(nurse, made, Step.CONNECT)
    with pytest.raises(ConnectionRefused, match="Say how the person agreed"):
        _go(nurse, made, Step.ACCEPT)
    with pytest.raises(ConnectionRefused, match="Say how the person agreed"):
        _offered(nurse, somebody, listed(name="Other"), is_accepted=True)
    assert _go(nurse, made, Step.ACCEPT, consent="written").stage == Stage.ACCEPTED


def test_what_came_of_it_has_to_be_said(nurse: Any, somebody: Any, listed: Any) -> None:
    made = _offered(nurse, somebody, listed(), said=YES, is_accepted=True)
    with pytest.raises(ConnectionRefused, match="Say what came of it"):
        _go(nurse, made, Step.END)
    with pytest.raises(ConnectionRefused, match="lies in the future"):
        _go(nurse, made, Step.ATTEND, on=today() + timedelta(days=1))


def test_the_same_form_twice_offers_once_and_makes_one_task(nurse: Any, somebody: Any, listed: Any) -> None:
    service, key, day = listed(), uuid.uuid4(), today() + timedelta(days=14)
    for _ in range(3):
        _offered(nurse, somebody, service, key=key, said=YES, is_accepted=True, follow_up_on=day)
    assert Connection.objects.count() == 1
    assert ConnectionEvent.objects.count() == 2
    task = Task.objects.get()
    assert (task.owner, task.due_on, task.came_from) == (nurse, day, "connection")
    assert somebody.person.family_name not in task.title


def test_one_way_to_a_service_at_a_time(nurse: Any, somebody: Any, listed: Any) -> None:
    service = listed()
    made = _offered(nurse, somebody, service)
    with pytest.raises(ConnectionRefused, match="on the way to 'Kettle Club' already"):
        _offered(nurse, somebody, service)
    _go(nurse, made, Step.DECLINE)
    assert _offered(nurse, somebody, service).pk != made.pk


def test_a_closed_service_is_not_offered(nurse: Any, somebody: Any, listed: Any) -> None:
    service = set_status(by=None, service=listed(), status=Status.PAUSED, note="Flood", key=uuid.uuid4())
    with pytest.raises(ConnectionRefused, match="temporarily closed"):
        _offered(nurse, somebody, service)


def test_who_has_left_the_team_connects_nobody(nurse: Any, somebody: Any, listed: Any) -> None:
    made = _offered(nurse, somebody, listed())
    leave(by=None, membership=Membership.objects.get(user=nurse))
    with pytest.raises(ConnectionRefused, match="Only a team that looks after"):
        _go(nurse, made, Step.DECLINE)


def test_who_moves_it_on_beside_a_newer_step_is_told(nurse: Any, somebody: Any, listed: Any) -> None:
    made = _offered(nurse, somebody, listed())
    _go(nurse, made, Step.ACCEPT, consent="spoken")
    with pytest.raises(ConnectionChangedMeanwhile):
        move_on(by=nurse, connection=made, step=Step.DECLINE, key=uuid.uuid4(), version=1)
    assert Connection.objects.get().stage == Stage.ACCEPTED


def test_steps_and_gaps_are_never_changed(nurse: Any, somebody: Any, listed: Any) -> None:
    _offered(nurse, somebody, listed())
    event = ConnectionEvent.objects.get()
    event.words = "other"
    with pytest.raises(Exception, match="Cannot update"):
        event.save()


def test_what_was_not_there_is_noted_once(nurse: Any, somebody: Any) -> None:
    key = uuid.uuid4()
    given = {"by": nurse, "person": somebody.person, "need": "language", "reason": "nothing_there"}
    for _ in range(2):
        note_wanting(**given, key=key, note="A choir in Farsi")
    noted = Wanting.objects.get()
    assert (noted.neighbourhood, noted.team.area) == (somebody.neighbourhood, somebody.neighbourhood)
    with pytest.raises(ConnectionRefused, match="from the lists"):
        note_wanting(**{**given, "need": "wings"}, key=uuid.uuid4())
    assert not any("Farsi" in row.detail for row in AuditEntry.objects.all())


@pytest.mark.django_db(transaction=True)
def test_two_who_offer_at_once_make_one_connection(nurse: Any, somebody: Any, listed: Any) -> None:
    service, told, gate = listed(), [], threading.Barrier(2)

    def offer() -> None:
        gate.wait()
        try:
            _offered(nurse, somebody, service)
            told.append("offered")
        except ConnectionRefused:
            told.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=offer) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(told) == ["offered", "refused"]


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's last form, without its token."""
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_a_search_leaves_no_need_in_the_address(
    nurse: Any, somebody: Any, listed: Any, client_of: Any
) -> None:
    listed()
    listed(name="Shed", needs=("low_mood",))
    client, address = client_of(nurse), reverse("teams:asset_person", args=[somebody.person_id])
    answer = client.post(address, {"need": ["low_mood"]})
    assert answer.status_code == 302
    assert "low_mood" not in answer["Location"]
    page = client.get(answer["Location"]).content.decode()
    assert "Helps with low mood or depression" in page
    assert "Kettle Club" not in page
    token = re.search(r"asked=(\w+)", answer["Location"])[1]
    offer = client.get(_offer_address(somebody, listed(name="Third")), {"asked": token}).content.decode()
    assert 'value="low_mood" selected' in offer


def _offer_address(who: Any, service: Any) -> str:
    return reverse("teams:asset_offer", args=[who.person_id, service.pk])


def test_an_offer_is_checked_before_it_is_saved(
    nurse: Any, somebody: Any, listed: Any, client_of: Any
) -> None:
    service, client = listed(), client_of(nurse)
    address = _offer_address(somebody, service)
    given = {**hidden(client.get(address).content.decode()), "need": "loneliness", "answer": "accept"}
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "Say how the person agreed" in refused.content.decode()
    given |= {"consent": "spoken", "note": "Likes cards", "follow_up_on": ""}
    page = client.post(address, given).content.decode()
    assert "They said so" in page
    assert not Connection.objects.exists()
    assert client.post(address, {**given, "step": "change"}).status_code == 200
    saved = client.post(address, {**given, "step": "save"})
    made = Connection.objects.get()
    assert saved["Location"] == reverse("teams:asset_connection", args=[somebody.person_id, made.pk])
    assert (made.stage, made.need) == (Stage.ACCEPTED, "loneliness")


def test_the_next_step_is_recorded_on_the_page_and_who_was_late_sees_both(
    nurse: Any, somebody: Any, listed: Any, client_of: Any
) -> None:
    made, client = _offered(nurse, somebody, listed(), said=YES, is_accepted=True), client_of(nurse)
    address = reverse("teams:asset_connection", args=[somebody.person_id, made.pk])
    given = {**hidden(client.get(address).content.decode()), "on": str(today())}
    assert client.post(address, {**given, "step": "end"}).status_code == 422
    late, key = {**given, "step": "miss", "note": "Mine"}, uuid.uuid4()
    for _ in range(2):
        assert client.post(address, {**given, "key": key, "step": "attend"}).status_code == 302
    answer = client.post(address, late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody moved this on while you wrote" in page
    assert "Mine" in page
    ended = {**hidden(page), "step": "end", "outcome": "helped", "words": "<b>Good</b>", "on": str(today())}
    assert client.post(address, ended).status_code == 302
    page = client.get(address).content.decode()
    assert "It helped" in page
    assert "&lt;b&gt;Good" in page


def test_a_connection_is_shown_with_its_own_person_alone(
    nurse: Any, somebody: Any, listed: Any, client_of: Any
) -> None:
    from web.teams.queries import people_seen_by

    made = _offered(nurse, somebody, listed())
    other = people_seen_by(nurse).exclude(person=somebody.person_id)[0]
    address = reverse("teams:asset_connection", args=[other.person_id, made.pk])
    assert client_of(nurse).get(address).status_code == 404


def test_what_nobody_can_use_is_said_with_the_reason(
    nurse: Any, somebody: Any, listed: Any, client_of: Any
) -> None:
    listed(name="Toddlers", eligibility=Eligibility(age_to=3))
    client, address = client_of(nurse), reverse("teams:asset_person", args=[somebody.person_id])
    assert "Nothing of the directory fits" in client.get(address).content.decode()
    answer = client.post(address, {"others": "on"})
    assert "For people up to 3" in client.get(answer["Location"]).content.decode()


def test_the_number_of_queries_does_not_grow_with_services_or_connections(
    nurse: Any, somebody: Any, listed: Any, client_of: Any
) -> None:
    client, address = client_of(nurse), reverse("teams:asset_person", args=[somebody.person_id])
    client.get(address)
    counted = []
    for more in (2, 15):
        for number in range(more):
            _offered(nurse, somebody, listed(name=f"Club {number}"))
        with CaptureQueriesContext(database) as found:
            assert client.get(address).status_code == 200
        counted.append(len(found))
    assert len(set(counted)) == 1, counted
    assert counted[0] <= 25
