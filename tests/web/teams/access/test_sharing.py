"""What a person said about sharing, what is held closer, opt-outs, and who has seen the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.web.teams.access.conftest import OTHER_TEAM
from web.accounts.actions import add_organisation
from web.audit.actions import record_look, record_write
from web.audit.models import AuditEntry
from web.teams.access import actions, queries
from web.teams.access.actions import Wish
from web.teams.access.looks import who_has_seen
from web.teams.access.models import OptOut, SensitiveItem, SharingPreference
from web.teams.access.models.watch import AccessAlert
from web.teams.access.people import seen
from web.teams.access.refusals import AccessRefused
from web.teams.access.sections import permit
from web.teams.access.subjects import opted_out_of, subject_of
from web.teams.access.watching import watch_look
from web.teams.actions import leave
from web.teams.cases.actions import appoint, open_case
from web.teams.models import Membership, Team

pytestmark = pytest.mark.django_db
Signed = Callable[[Any], Client]
TODAY = timezone.localdate()
REFUSAL = Wish("do_not_share", TODAY)


@pytest.fixture
def person(person_of: Any) -> Any:
    """Somebody of the nurse's team."""
    return person_of()


@pytest.fixture
def colleague(teamed: Any) -> Any:
    """A colleague in the same team, employed by the council."""
    user = teamed("team_member", name="Ben Holt")
    user.organisation = add_organisation(by=None, name="Smalltown Council")
    user.save()
    return user


def _wish(by: Any, person: Any, wish: Wish) -> SharingPreference:
    return actions.record_wish(by=by, person=person, wish=wish, key=uuid4())


def _permit(user: Any, person: Any, **asked: Any) -> str:
    found = seen(user, person.pk)
    assert found is not None
    return permit(user, found, **asked).outcome


def test_a_section_is_shown_to_the_organisations_it_is_kept_to(
    nurse: Any, colleague: Any, person: Any
) -> None:
    kept_to = [nurse.organisation_id]
    assert _permit(nurse, person, organisations=kept_to) == "permit"
    assert _permit(colleague, person, organisations=kept_to) == "redact"
    assert _permit(colleague, person) == "permit"


def test_a_wish_holds_at_once_on_every_section(nurse: Any, colleague: Any, person: Any) -> None:
    _wish(nurse, person, replace(REFUSAL, organisations=[colleague.organisation]))
    assert _permit(colleague, person) == "redact"
    assert _permit(nurse, person) == "permit"
    found = seen(colleague, person.pk)
    assert found is not None
    assert (
        permit(colleague, found).ground
        == "the person wishes it not to be shared with them: no ground on which to see this"
    )
    assert not permit(colleague, found).is_shown


def test_a_wish_that_was_ended_or_is_over_holds_no_more(nurse: Any, colleague: Any, person: Any) -> None:
    kept = _wish(nurse, person, replace(REFUSAL, people=[colleague]))
    assert _permit(colleague, person) == "redact"
    for _ in range(2):
        actions.end_wish(by=nurse, wish=kept)
    assert _permit(colleague, person) == "permit"
    past = TODAY - timedelta(days=9)
    _wish(nurse, person, Wish("do_not_share", past, past + timedelta(days=1)))
    assert _permit(colleague, person) == "permit"
    ended = AuditEntry.objects.filter(detail=f"ended wish {kept.pk} about sharing")
    assert ended.count() == 1


def test_what_is_excluded_is_opened_by_a_wish_that_names_it_alone(nurse: Any, person: Any) -> None:
    assert _permit(nurse, person, sensitivity="sexual_health") == "deny"
    _wish(nurse, person, Wish("share", TODAY))
    assert _permit(nurse, person, sensitivity="sexual_health") == "deny"
    _wish(nurse, person, Wish("share", TODAY, organisations=[nurse.organisation], classes=["sexual_health"]))
    assert _permit(nurse, person, sensitivity="sexual_health") == "permit"
    assert _permit(nurse, person, sensitivity="gender_recognition") == "deny"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("share", TODAY, TODAY), "last day lies before the first"),
        (Wish("share", TODAY, classes=["sexual_health"]), "named organisations or people alone"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wish: Wish, words: str, nurse: Any, person: Any) -> None:
    with pytest.raises(AccessRefused, match=words):
        _wish(nurse, person, wish)


def test_many_sections_are_decided_with_the_reads_of_one(nurse: Any, person: Any) -> None:
    _wish(nurse, person, REFUSAL)

    def reads(sections: int) -> int:
        found = seen(nurse, person.pk)
        assert found is not None
        with CaptureQueriesContext(connection) as captured:
            for _ in range(sections):
                permit(nurse, found, sensitivity="safeguarding", organisations=[1])
        return len(captured)

    assert reads(1) == reads(40)


def test_the_pages_take_a_wish_show_it_back_and_keep_it(
    nurse: Any, colleague: Any, person: Any, signed: Signed
) -> None:
    client, address = signed(nurse), reverse("teams:access_wish", args=[person.pk])
    page = client.get(address).content.decode()
    assert "Ben Holt" in page
    said = {
        "choice": "do_not_share",
        "classes": ["ordinary", "sensitive"],
        "organisations": [colleague.organisation_id],
        "starts_on": TODAY.isoformat(),
        "decided_by": "person",
        "note": "Not the council",
        "key": str(uuid4()),
    }
    assert client.post(address, {**said, "choice": ""}).status_code == 422
    shown = client.post(address, said).content.decode()
    assert "Smalltown Council" in shown
    assert shown.count('name="classes"') == 4, "both answers, in both forms"
    assert not SharingPreference.objects.exists()
    assert client.post(address, {**said, "step": "change"}).status_code == 200
    for _ in range(2):
        assert client.post(address, {**said, "step": "save"}).status_code == 302
    kept = SharingPreference.objects.get()
    assert kept.classes == ["ordinary", "sensitive"]
    page = client.get(reverse("teams:access_sharing", args=[person.pk])).content.decode()
    assert "Do not share it" in page
    assert "Not the council" in page
    end = reverse("teams:access_wish_end", args=[person.pk, kept.pk])
    assert client.get(end).status_code == 200
    assert client.post(end).status_code == 302
    assert client.get(end).status_code == 404, "what was ended is not ended again"


def _flag(by: Any, person: Any, *named: Any, kind: str = "safeguarding") -> SensitiveItem:
    found = seen(by, person.pk)
    assert found is not None
    return actions.record_sensitive(
        by=by, seen=found, sensitivity=kind, words="Section 42 enquiry", named=named, key=uuid4()
    )


def test_a_safeguarding_flag_is_for_those_who_need_to_know(
    nurse: Any, colleague: Any, teamed: Any, person: Any, signed: Signed
) -> None:
    lead = teamed("team_lead", name="Ana Cruz")
    item = _flag(nurse, person, colleague)
    address = reverse("teams:access_sharing", args=[person.pk])
    assert "Section 42 enquiry" in signed(nurse).get(address).content.decode()
    assert "Section 42 enquiry" in signed(colleague).get(address).content.decode()
    page = signed(lead).get(address).content.decode()
    assert "Section 42 enquiry" not in page
    assert "Something is kept here that you may not read: it is for those who need to know." in page
    assert (
        signed(lead).get(reverse("teams:access_sensitive_end", args=[person.pk, item.pk])).status_code == 404
    )


def test_who_leads_the_care_needs_to_know(nurse: Any, colleague: Any, person: Any) -> None:
    _flag(nurse, person)
    assert _permit(colleague, person, sensitivity="safeguarding") == "redact"
    case = open_case(
        by=nurse, person=person, team=Team.objects.get(slug="manchester-ancoats-clayton-and-bradford"),
        source="tier_list", key=uuid4(),
    )  # fmt: skip
    appoint(by=nurse, case=case, key=uuid4(), coordinator=colleague)
    assert _permit(colleague, person, sensitivity="safeguarding") == "permit"


def test_what_is_excluded_is_not_even_named_to_others(
    nurse: Any, colleague: Any, person: Any, signed: Signed
) -> None:
    _flag(nurse, person, kind="gender_recognition")
    address = reverse("teams:access_sharing", args=[person.pk])
    assert "Gender recognition" in signed(nurse).get(address).content.decode()
    page = signed(colleague).get(address).content.decode()
    assert "Gender recognition" not in page
    assert "Nothing you may see is held closer" in page


def test_the_pages_keep_and_end_what_is_held_closer(nurse: Any, person: Any, signed: Signed) -> None:
    client, address = signed(nurse), reverse("teams:access_sensitive", args=[person.pk])
    said = {"sensitivity": "safeguarding", "words": "Section 42 enquiry", "key": str(uuid4())}
    assert client.post(address, {**said, "words": ""}).status_code == 422
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    item = SensitiveItem.objects.get()
    assert [each.name for each in item.named.all()] == [nurse.name]
    end = reverse("teams:access_sensitive_end", args=[person.pk, item.pk])
    assert client.post(end, {}).status_code == 422
    assert client.post(end, {"reason": "The enquiry is closed"}).status_code == 302
    item.refresh_from_db()
    assert item.reason_ended == "The enquiry is closed"
    actions.end_sensitive(by=nurse, item=item, reason="again")
    item.refresh_from_db()
    assert item.reason_ended == "The enquiry is closed"


def _opt(
    by: Any, person: Any, *, is_out: bool = True, kind: str = "national", said_on: date = TODAY
) -> OptOut:
    return actions.record_opt_out(
        by=by, person=person, kind=kind, is_out=is_out, said_on=said_on, source="Letter", key=uuid4()
    )


def test_the_last_thing_said_of_an_opt_out_holds(officer: Any, person: Any) -> None:
    yesterday = TODAY - timedelta(days=1)
    _opt(officer, person, said_on=yesterday)
    assert opted_out_of(person.pk) == {"national"}
    assert subject_of(person, lacks_capacity=False).opted_out_nationally
    _opt(officer, person, kind="stratification")
    assert subject_of(person, lacks_capacity=False).opted_out_of_stratification
    _opt(officer, person, is_out=False)
    _opt(officer, person, said_on=yesterday)
    assert opted_out_of(person.pk) == {"stratification"}, "what was said later holds"
    assert {(each.kind, each.is_out) for each in queries.opt_outs()} == {
        ("national", False), ("stratification", True),
    }  # fmt: skip


def test_the_analysis_is_told_of_each_day_the_last_thing_said(officer: Any, person: Any) -> None:
    first, second = TODAY - timedelta(days=2), TODAY - timedelta(days=1)
    _opt(officer, person, said_on=first)
    _opt(officer, person, is_out=False, said_on=first)
    _opt(officer, person, said_on=second)
    _opt(officer, person, is_out=False)
    sent = queries.opt_outs_to_send(before=TODAY)
    assert [(each.person, each.said_on, each.is_out) for each in sent] == [
        (person.pk, first, False), (person.pk, second, True),
    ]  # fmt: skip


def test_an_opt_out_changes_nothing_for_the_own_team(officer: Any, nurse: Any, person: Any) -> None:
    _opt(officer, person)
    _opt(officer, person, kind="stratification")
    assert _permit(nurse, person) == "permit"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"said_on": TODAY + timedelta(days=1)}, "dated today or before"),
        ({"source": " "}, "how the opt-out reached"),
    ],
)
def test_an_opt_out_that_cannot_be_is_refused(
    changed: dict[str, Any], words: str, officer: Any, person: Any
) -> None:
    said = {"kind": "national", "is_out": True, "said_on": TODAY, "source": "Letter", "key": uuid4()}
    with pytest.raises(AccessRefused, match=words):
        actions.record_opt_out(by=officer, person=person, **{**said, **changed})


def test_the_database_refuses_to_change_an_opt_out(officer: Any, person: Any) -> None:
    _opt(officer, person)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE teams_optout SET is_out = false")


def test_the_officer_keeps_opt_outs_on_pages(officer: Any, person: Any, signed: Signed) -> None:
    client, address = signed(officer), reverse("teams:access_opt_out")
    said = {
        "nhs_number": person.nhs_number,
        "family_name": "",
        "born_on": person.born_on.isoformat(),
        "kind": "stratification",
        "is_out": "yes",
        "said_on": TODAY.isoformat(),
        "source": "Telephone",
        "key": str(uuid4()),
    }
    assert client.post(address, {**said, "kind": ""}).status_code == 422
    nobody = client.post(address, {**said, "born_on": "1900-01-01"})
    assert nobody.status_code == 422
    assert "Nobody, or more than one person" in nobody.content.decode()
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    assert OptOut.objects.count() == 1
    page = client.get(reverse("teams:access_opt_outs")).content.decode()
    assert "Opted out" in page
    assert person.family_name not in page


def test_who_has_seen_the_record_is_told_in_plain_words(
    nurse: Any, officer: Any, person: Any, signed: Signed
) -> None:
    client = signed(nurse)
    for _ in range(2):
        client.get(reverse("teams:person", args=[person.pk]))
    record_write(by=nurse, kind="person", id=person.pk, detail="x")
    page = client.get(reverse("teams:access_who", args=[person.pk]))
    told = who_has_seen(person.pk)
    assert [(each.who, each.did) for each in told] == [
        ("Grace Adeyemi", "looked at the record 3 times"), ("Grace Adeyemi", "wrote in the record"),
    ]  # fmt: skip
    assert told[0].because.startswith("belongs to the team of the neighbourhood, ")
    assert told[0].whom == "team member, Smalltown Community Trust"
    assert told[0].day == TODAY
    assert "looked at the record 3 times" in page.content.decode()


def test_the_list_of_who_has_seen_takes_no_more_reads_when_it_grows(nurse: Any, person: Any) -> None:
    def reads() -> int:
        with CaptureQueriesContext(connection) as captured:
            who_has_seen(person.pk)
        return len(captured)

    record_look(by=nurse, person=person.pk)
    before = reads()
    for number in range(30):
        AuditEntry.objects.create(
            user=nurse, user_name=f"User {number}", act="look", object_kind="person", object_id=str(person.pk)
        )
    assert reads() == before


def test_a_look_at_a_namesake_waits_for_the_officer_once_a_day(
    teamed: Any, officer: Any, person: Any, signed: Signed
) -> None:
    relative = teamed("team_member", name=f"Sam {person.family_name}")
    client = signed(relative)
    for _ in range(3):
        client.get(reverse("teams:person", args=[person.pk]))
    alert = AccessAlert.objects.get()
    assert (alert.kind, alert.user, alert.person) == ("same_surname", relative, person)
    eyes = signed(officer)
    page = eyes.get(reverse("teams:access_alerts")).content.decode()
    assert relative.name in page
    assert str(person.pk) in page
    address = reverse("teams:access_alert", args=[alert.pk])
    assert eyes.post(address, {"key": str(uuid4())}).status_code == 422
    assert eyes.post(address, {"finding": "No relative", "key": str(uuid4())}).status_code == 302
    actions.close_alert(by=officer, alert=alert, finding="Changed my mind")
    alert.refresh_from_db()
    assert (alert.finding, alert.closed_by) == ("No relative", officer)
    assert not queries.alerts().exists()


def test_the_own_record_is_the_gravest(teamed: Any, person: Any) -> None:
    self = teamed("team_member", name=f"Dr {person.full_name}")
    alert = watch_look(by=self, person=person)
    assert alert is not None
    assert alert.kind == "own_record"
    with pytest.raises(AccessRefused, match="their own look"):
        actions.close_alert(by=self, alert=alert, finding="It was me")


def test_a_look_at_a_colleague_of_the_same_team_is_shown_to_the_officer(
    nurse: Any, person: Any, teamed: Any
) -> None:
    assert watch_look(by=nurse, person=person) is None
    colleague = teamed("team_member", name=f"Dr {person.given_name} {person.family_name}")
    alert = watch_look(by=nurse, person=person)
    assert alert is not None
    assert (alert.kind, alert.get_kind_display()) == ("colleague", "May be a colleague of the same team")
    leave(by=None, membership=Membership.objects.get(user=colleague))
    alert.delete()
    assert watch_look(by=nurse, person=person) is None, "who left is no colleague"


def test_a_look_at_somebody_of_another_team_who_works_here_alerts_nobody(
    nurse: Any, person: Any, teamed: Any
) -> None:
    teamed("team_member", team=OTHER_TEAM, name=f"{person.given_name} {person.family_name}")
    assert watch_look(by=nurse, person=person) is None


def test_a_look_at_somebody_else_alerts_nobody(nurse: Any, person: Any, signed: Signed) -> None:
    assert nurse.name.split()[-1] != person.family_name
    signed(nurse).get(reverse("teams:person", args=[person.pk]))
    assert not AccessAlert.objects.exists()
