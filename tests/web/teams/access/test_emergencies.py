"""Emergency access: who may, what follows, how long it holds, and its review."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.teams.access.conftest import NOBODY, OTHER_TEAM
from web.audit.models import Act, AuditEntry
from web.teams.access import actions, queries
from web.teams.access.models import BrokenGlass, PersonNotice
from web.teams.access.models.watch import AccessAlert
from web.teams.access.people import Basis, seen
from web.teams.access.refusals import AccessRefused
from web.teams.models import Membership

pytestmark = pytest.mark.django_db
Signed = Callable[[Any], Client]
WHY = {"reason": "emergency", "note": "She is in my surgery and cannot speak"}
_MOST = 2


def _broken(by: Any, person: Any, **more: Any) -> BrokenGlass:
    return actions.break_glass(by=by, person=person, **{**WHY, "key": uuid4(), **more})


def _asked(person: Any, **more: Any) -> dict[str, Any]:
    return {
        "nhs_number": person.nhs_number,
        "family_name": "",
        "born_on": person.born_on.isoformat(),
        "key": str(uuid4()),
        **WHY,
        **more,
    }


def _page(person: Any) -> str:
    return reverse("teams:person", args=[person.pk])


def test_it_opens_the_person_for_an_hour_with_a_banner_on_every_page(
    nurse: Any, stranger: Any, signed: Signed
) -> None:
    client = signed(nurse)
    assert client.get(_page(stranger)).status_code == 403
    broken = _broken(nurse, stranger)
    assert broken.until - broken.at == timedelta(minutes=60)
    found = seen(nurse, stranger.pk)
    assert found is not None
    assert (found.basis, found.until, found.ground) == (Basis.BREAK_GLASS, broken.until, "break_glass")
    for name in ("teams:person", "teams:access_sharing", "teams:access_who"):
        page = client.get(reverse(name, args=[stranger.pk]))
        assert page.status_code == 200
        assert "Emergency access until" in page.content.decode()


def test_it_is_for_reading_alone(nurse: Any, stranger: Any, signed: Signed) -> None:
    _broken(nurse, stranger)
    said = {"choice": "share", "starts_on": "2026-08-06", "decided_by": "person", "step": "save"}
    answer = signed(nurse).post(
        reverse("teams:access_wish", args=[stranger.pk]), {**said, "key": str(uuid4())}
    )
    assert answer.status_code == 403
    assert "Emergency access is for reading" in answer.content.decode()
    assert not stranger.sharing.exists()


def test_it_ends_by_itself(nurse: Any, stranger: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = _broken(nurse, stranger)
    later = broken.until
    monkeypatch.setattr("web.teams.access.people.timezone.now", lambda: later - timedelta(seconds=1))
    assert seen(nurse, stranger.pk) is not None
    monkeypatch.setattr("web.teams.access.people.timezone.now", lambda: later)
    assert seen(nurse, stranger.pk) is None


def test_the_pages_ask_then_warn_then_open(nurse: Any, stranger: Any, signed: Signed) -> None:
    client, address = signed(nurse), reverse("teams:access_break_glass")
    asked = _asked(stranger)
    assert client.get(address).status_code == 200
    warned = client.post(address, asked)
    assert warned.status_code == 200
    assert "Before you use emergency access" in warned.content.decode()
    assert not BrokenGlass.objects.exists(), "nothing is opened before it is confirmed"
    assert client.post(address, {**asked, "step": "change"}).status_code == 200
    for _ in range(2):
        answer = client.post(address, {**asked, "step": "save"})
        assert answer["Location"] == _page(stranger)
    assert BrokenGlass.objects.count() == 1, "sent twice, it counts once"
    name = {"nhs_number": "", "family_name": stranger.family_name.upper()}
    assert client.post(address, {**_asked(stranger, **name), "step": "save"}).status_code == 302
    assert BrokenGlass.objects.count() == 1, "while it holds, a further wish opens nothing new"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": "curiosity"}, "Select a valid choice"),
        ({"note": ""}, "Say in your own words why you need it now"),
        ({"nhs_number": ""}, "Enter the NHS number, or the family name below"),
        ({"nhs_number": "12"}, "Enter the 10 digits"),
        ({"born_on": "soon"}, "Enter a date"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    changed: dict[str, str], words: str, nurse: Any, stranger: Any, signed: Signed
) -> None:
    answer = signed(nurse).post(reverse("teams:access_break_glass"), _asked(stranger, **changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nobody_known_is_told_only_to_who_confirmed_and_is_written(
    nurse: Any, stranger: Any, signed: Signed
) -> None:
    client, address = signed(nurse), reverse("teams:access_break_glass")
    asked = _asked(stranger, born_on="1900-01-01")
    assert client.post(address, asked).status_code == 200, "the warning says nothing of who is known"
    answer = client.post(address, {**asked, "step": "save"})
    assert answer.status_code == 422
    assert "Nobody, or more than one person, is known here" in answer.content.decode()
    assert AuditEntry.objects.filter(act=Act.REFUSED, object_kind="break_glass").count() == 1


def test_the_officer_is_told_without_identifiers(nurse: Any, stranger: Any, officer: Any) -> None:
    broken = _broken(nurse, stranger)
    notice = officer.notices.get()
    assert str(stranger.pk) not in notice.about + notice.address
    assert stranger.family_name not in notice.about
    assert notice.address == reverse("teams:access_break", args=[broken.pk])
    assert AccessAlert.objects.get(kind="break_glass").user == nurse


def test_the_person_is_to_be_told_by_letter(nurse: Any, stranger: Any, officer: Any, signed: Signed) -> None:
    broken, client = _broken(nurse, stranger), signed(officer)
    notice = PersonNotice.objects.get(broken=broken)
    assert notice.is_told is None
    address = reverse("teams:access_letter", args=[broken.pk])
    page = client.get(address).content.decode()
    assert f"Dear {stranger.full_name}" in page
    assert "Smalltown Community Trust" in page
    assert nurse.name not in page, "who it was is told when the person asks"
    assert AuditEntry.objects.filter(user=officer, act=Act.LOOK, object_id=stranger.pk).count() == 1
    assert client.post(address, {"told": "no", "reason": ""}).status_code == 422
    assert client.post(address, {"told": "yes", "reason": ""}).status_code == 302
    notice.refresh_from_db()
    assert (notice.is_told, notice.settled_by) == (True, officer)
    actions.settle_notice(by=officer, notice=notice, is_told=False, reason="changed my mind")
    notice.refresh_from_db()
    assert notice.is_told is True, "once told, always told"


def test_every_look_meanwhile_is_shown_to_the_officer(
    nurse: Any, stranger: Any, officer: Any, signed: Signed
) -> None:
    broken = _broken(nurse, stranger)
    client = signed(nurse)
    client.get(_page(stranger))
    client.get(reverse("teams:access_who", args=[stranger.pk]))
    looks = queries.done_during(broken).filter(act=Act.LOOK)
    assert [look.ground for look in looks] == ["break_glass", "break_glass"]
    assert "necessary now for the person" in looks[0].basis
    page = signed(officer).get(reverse("teams:access_break", args=[broken.pk])).content.decode()
    assert page.count("looked at the record") == 2
    assert stranger.family_name not in page


def test_a_review_is_made_once_and_never_changed(
    nurse: Any, stranger: Any, officer: Any, signed: Signed
) -> None:
    broken, client = _broken(nurse, stranger), signed(officer)
    address = reverse("teams:access_break", args=[broken.pk])
    assert client.post(address, {"key": str(uuid4())}).status_code == 422
    said = {"outcome": "appropriate", "note": "Seen in the surgery, rota shows it", "key": str(uuid4())}
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    with pytest.raises(AccessRefused, match="never changed"):
        actions.review_break(by=officer, broken=broken, outcome="not_appropriate", note="No", key=uuid4())
    review = BrokenGlass.objects.get(pk=broken.pk).review
    assert (review.outcome, review.by) == ("appropriate", officer)
    assert AccessAlert.objects.get(kind="break_glass").closed_by == officer
    assert not queries.breaks().exists()
    assert queries.breaks("done").count() == queries.breaks("all").count() == 1


@pytest.mark.parametrize("table", ["brokenglass", "breakreview"])
@pytest.mark.parametrize("statement", ["UPDATE teams_{} SET note = ''", "DELETE FROM teams_{}"])
def test_the_database_refuses_to_change_what_was_done(
    table: str, statement: str, nurse: Any, stranger: Any, officer: Any
) -> None:
    broken = _broken(nurse, stranger)
    actions.review_break(by=officer, broken=broken, outcome="appropriate", note="Fine", key=uuid4())
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_nobody_reviews_their_own_use(nurse: Any, stranger: Any) -> None:
    with pytest.raises(AccessRefused, match="own emergency access"):
        actions.review_break(
            by=nurse, broken=_broken(nurse, stranger), outcome="appropriate", note="Fine", key=uuid4()
        )


def test_the_clock_of_the_review_is_five_working_days(
    nurse: Any, stranger: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.teams.access.actions.emergencies.today", lambda: date(2026, 8, 6))
    broken = _broken(nurse, stranger)
    assert broken.review_by == date(2026, 8, 13)
    monkeypatch.setattr("web.teams.access.queries.today", lambda: date(2026, 8, 13))
    assert not queries.breaks("late").exists()
    monkeypatch.setattr("web.teams.access.queries.today", lambda: date(2026, 8, 14))
    assert queries.breaks("late").get() == broken


def test_more_than_two_unreviewed_uses_block_a_further_one(nurse: Any, officer: Any, person_of: Any) -> None:
    made = [_broken(nurse, person_of(OTHER_TEAM, rank)) for rank in range(_MOST + 1)]
    with pytest.raises(AccessRefused, match="telephone the privacy officer"):
        _broken(nurse, person_of(OTHER_TEAM, 9))
    assert queries.unreviewed_of(nurse) == 3
    actions.review_break(by=officer, broken=made[0], outcome="appropriate", note="Fine", key=uuid4())
    assert _broken(nurse, person_of(OTHER_TEAM, 9)).pk


def test_who_sees_the_person_already_needs_none(nurse: Any, person_of: Any) -> None:
    with pytest.raises(AccessRefused, match="You see this person already"):
        _broken(nurse, person_of())


@pytest.mark.parametrize("role", ["analyst", "privacy_officer", "administrator", "commissioner"])
def test_no_other_role_breaks_the_glass(role: str, teamed: Any, stranger: Any) -> None:
    with pytest.raises(AccessRefused, match="cares for people in a team"):
        _broken(teamed(role), stranger)


def test_who_left_every_team_breaks_nothing_and_loses_what_was_open(
    nurse: Any, stranger: Any, person_of: Any, signed: Signed
) -> None:
    from web.teams.actions import leave

    _broken(nurse, stranger)
    leave(by=None, membership=Membership.objects.get(user=nurse))
    assert seen(nurse, stranger.pk) is None
    with pytest.raises(AccessRefused, match="in a team today"):
        _broken(nurse, person_of(OTHER_TEAM, 1))
    nurse.refresh_from_db()
    assert signed(nurse).get(reverse("teams:access_break_glass")).status_code == 403


def test_a_stranger_and_nobody_get_one_and_the_same_answer(nurse: Any, stranger: Any, signed: Signed) -> None:
    import re

    client = signed(nurse)
    answers = [client.get(reverse("teams:person", args=[each])) for each in (stranger.pk, NOBODY)]
    bodies = [re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", each.content.decode()) for each in answers]
    assert answers[0].status_code == answers[1].status_code == 403
    assert bodies[0] == bodies[1]
    assert "use emergency access" in bodies[0]


def test_a_stranger_and_nobody_are_asked_for_with_the_same_reads(
    nurse: Any, stranger: Any, signed: Signed
) -> None:
    from django.test.utils import CaptureQueriesContext

    client, counts = signed(nurse), []
    client.get(reverse("teams:person", args=[NOBODY]))
    for pseudonym in (NOBODY, stranger.pk):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("teams:person", args=[pseudonym]))
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_uses_at_the_same_time_are_counted_one_after_the_other(
    nurse: Any, officer: Any, person_of: Any
) -> None:
    people = [person_of(OTHER_TEAM, rank) for rank in range(8)]
    refused: list[str] = []

    def use(person: Any) -> None:
        try:
            _broken(nurse, person)
        except AccessRefused as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert BrokenGlass.objects.count() == _MOST + 1
    assert len(refused) == len(people) - _MOST - 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_breaks_once(nurse: Any, officer: Any, stranger: Any) -> None:
    key = uuid4()

    def use() -> None:
        try:
            _broken(nurse, stranger, key=key)
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert BrokenGlass.objects.count() == PersonNotice.objects.count() == 1
    assert officer.notices.count() == 1
    assert BrokenGlass.objects.get().at <= timezone.now()
