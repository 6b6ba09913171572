"""Messages inside the product, and an e-mail that says nothing of anybody."""

from __future__ import annotations

import uuid
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from web.audit.models import AuditEntry
from web.teams import actions as teams
from web.teams.models import Membership
from web.teams.work import actions
from web.teams.work.mail import SUBJECT, tell_by_mail
from web.teams.work.models import Notice

pytestmark = pytest.mark.django_db


def _tell(to: Any, case: Any, **more: Any) -> Notice:
    person = case.person
    given = {
        "by": None,
        "to": to,
        "about": "A plan you co-ordinate was agreed",
        "address": reverse("teams:person_tasks", args=[person.pk]),
        "key": uuid.uuid4(),
        "person": person,
    }
    return actions.notify(**{**given, **more})


@pytest.fixture
def sends(settings: Any) -> None:
    """A place that has switched e-mail on."""
    settings.SENDS_MAIL = True


def test_a_message_stands_on_my_day_until_it_is_read(nurse: Any, case_of: Any, browser_of: Any) -> None:
    notice, client = _tell(nurse, case_of(0)), browser_of(nurse)
    assert "1 new message" in client.get(reverse("teams:my_day")).content.decode()
    opened = client.post(reverse("teams:task_notice_open", args=[notice.pk]))
    assert opened.url == notice.address
    assert "0 new messages" in client.get(reverse("teams:my_day")).content.decode()
    notice.refresh_from_db()
    first = notice.read_at
    client.post(reverse("teams:task_notice_open", args=[notice.pk]), {"stay": "1"})
    notice.refresh_from_db()
    assert notice.read_at == first, "read once"


def test_all_that_was_shown_is_marked_as_read_and_nothing_newer(
    nurse: Any, case_of: Any, browser_of: Any
) -> None:
    case, client = case_of(0), browser_of(nurse)
    shown = [_tell(nurse, case) for _ in range(3)]
    newer = _tell(nurse, case)
    client.post(reverse("teams:task_notices_read"), {"newest": str(shown[-1].pk)})
    assert list(Notice.objects.filter(read_at=None)) == [newer]
    client.post(reverse("teams:task_notices_read"), {"newest": "all"})
    assert list(Notice.objects.filter(read_at=None)) == [newer]


def test_one_key_tells_each_user_once(nurse: Any, lead: Any, case_of: Any) -> None:
    case, key = case_of(0), uuid.uuid4()
    rows = AuditEntry.objects.count()
    made = [_tell(user, case, key=key) for user in (nurse, nurse, lead)]
    assert made[0] == made[1] != made[2]
    assert AuditEntry.objects.count() == rows + 2


def test_a_message_of_somebody_else_is_not_there(
    nurse: Any, lead: Any, case_of: Any, browser_of: Any
) -> None:
    notice = _tell(nurse, case_of(0))
    assert browser_of(lead).post(reverse("teams:task_notice_open", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None
    assert (
        "Nobody has told you anything yet"
        in browser_of(lead).get(reverse("teams:task_notices")).content.decode()
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"about": " "}, "Say what the message is about"),
        ({"about": "About 999 123 4567"}, "no number of a person"),
        ({"address": "https://elsewhere.example"}, "leads to a page of this product"),
        ({"address": "//elsewhere.example"}, "leads to a page of this product"),
    ],
)
def test_a_message_that_must_not_be_is_refused(
    change: dict[str, str], says: str, nurse: Any, case_of: Any
) -> None:
    with pytest.raises(actions.NoticeRefused, match=says):
        _tell(nurse, case_of(0), **change)
    assert not Notice.objects.exists()


def test_no_e_mail_goes_unless_the_place_switched_it_on(
    nurse: Any, case_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _tell(nurse, case_of(0))
    assert mail.outbox == []


def test_an_e_mail_says_that_there_is_a_message_and_nothing_of_anybody(
    sends: None, nurse: Any, case_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    case, key = case_of(0), uuid.uuid4()
    person = case.person
    about = f"{person.given_name} {person.family_name} was in hospital"
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            _tell(nurse, case, about=about, key=key)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == (SUBJECT, [nurse.email])
    whole = sent.message().as_string()
    secrets = (person.given_name, person.family_name, person.nhs_number, str(person.pk), person.postcode)
    for word in (*secrets, person.spaced_nhs_number, "hospital", "/teams/people"):
        assert word not in whole


def test_a_mail_server_that_is_away_stops_nobody(
    sends: None, nurse: Any, monkeypatch: pytest.MonkeyPatch, case_of: Any
) -> None:
    for fault in (OSError("away"), SMTPException("refused")):

        def away(*_: Any, error: Exception = fault) -> None:
            raise error

        monkeypatch.setattr("web.teams.work.mail.send_mail", away)
        assert tell_by_mail(nurse) is False
    assert _tell(nurse, case_of(0)).pk


def test_whoever_may_not_sign_in_gets_no_e_mail(sends: None, nurse: Any) -> None:
    nurse.is_active = False
    assert tell_by_mail(nurse) is False
    assert mail.outbox == []


def test_a_message_about_a_person_leads_a_leaver_nowhere(nurse: Any, case_of: Any, browser_of: Any) -> None:
    notice = _tell(nurse, case_of(0))
    teams.leave(by=None, membership=Membership.objects.get(user=nurse))
    nurse.refresh_from_db()
    assert browser_of(nurse).get(notice.address).status_code == 403
