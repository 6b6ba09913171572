"""Who looks after somebody is told of a hospital flag once: coordinators, leads and the meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from lco.teams.agenda import Why
from lco.teams.workflow import Act
from tests.web.teams.cases.acting import do, signed
from tests.web.teams.cases.flags import DAY
from tests.web.teams.meetings.setting import planned, put
from web.teams.access.people import seen
from web.teams.cases.models import Case, HospitalFlag, Source
from web.teams.meetings.candidates import proposals_for
from web.teams.meetings.summary import summary_of
from web.teams.work.models import Notice

pytestmark = pytest.mark.django_db


def test_on_the_caseload_the_coordinator_is_told_once_and_without_a_name(
    publish: Any, active: Any, nurse: Any, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    case = active(0)
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        publish("first", (case.person_id, "left_hospital", DAY, 6), (case.person_id, "attended", DAY, 3))
    publish("second", (case.person_id, "left_hospital", DAY, 6), (case.person_id, "attended", DAY, 3))
    (notice,) = Notice.objects.filter(to=nurse)
    assert notice.about == "The records tell of a stay in hospital or at A&E."
    assert notice.address == reverse("teams:case", args=[case.person_id])
    assert all(case.person.family_name not in f"{each.subject} {each.body}" for each in mail.outbox)
    assert Case.objects.count() == 1
    assert case.hospital_flags.count() == 2


def test_of_whom_nobody_coordinates_the_leads_are_told_once_in_numbers(
    publish: Any, found: Any, nurse: Any, lead: Any, team: Any
) -> None:
    included = [found(number) for number in (0, 1)]
    for case in included:
        do(nurse, case, Act.INCLUDE)
    waiting = found(2)
    publish("first", *((case.person_id, "left_hospital", DAY, 6) for case in (*included, waiting)))
    (notice,) = Notice.objects.filter(to=lead)
    assert notice.about == "2 people have hospital flags and nobody who coordinates."
    assert notice.address == f"{reverse('teams:case_load', args=[team.slug])}?owner=nobody"
    assert notice.person is None
    assert not Notice.objects.filter(to=nurse).exists()
    waiting.refresh_from_db()
    assert waiting.triage_by == timezone.localdate() + timedelta(days=3)
    assert waiting.source == Source.TIER_LIST


def test_the_leads_are_told_once_how_many_came_to_the_queue(
    publish: Any, somebody: Any, lead: Any, stranger: Any, team: Any
) -> None:
    publish("first", *((somebody(number).person_id, "left_hospital", DAY, 6) for number in range(3)))
    publish("second", *((somebody(number).person_id, "left_hospital", DAY, 6) for number in range(3)))
    (notice,) = Notice.objects.all()
    assert (notice.to, notice.about) == (lead, "3 people have come to the queue by hospital flags.")
    assert signed(lead).get(notice.address).status_code == 200


def test_the_meeting_proposes_who_was_in_hospital_since(
    publish: Any, active: Any, nurse: Any, team: Any
) -> None:
    stayed, visited = active(0), active(1)
    HospitalFlag.objects.all().delete()
    publish("first", (stayed.person_id, "left_hospital", DAY, 2), (visited.person_id, "attended", DAY, 3))
    meeting = planned(team, nurse)
    proposed = proposals_for(meeting)
    reasons = {each.case: [reason.why for reason in each.reasons] for each in proposed}
    assert Why.HOSPITAL in reasons[stayed.pk]
    assert Why.HOSPITAL not in reasons.get(visited.pk, [])
    item = put(nurse, meeting, stayed)
    told = summary_of(nurse, seen(nurse, stayed.person_id), item).flags  # type: ignore[arg-type]
    assert [flag.in_words for flag in told] == [
        "Left hospital on 20 March 2018 after 2 nights, admitted in an emergency"
    ]
