"""The pages of a concern: asked, checked, kept, beside what was written meanwhile; and the two lists."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.teams.cases.acting import signed
from tests.web.teams.safeguarding.raising import (
    DUTY,
    NO_DUTY,
    SAID_WORDS,
    STEP,
    WISH,
    decided,
    form_of,
    legs_form,
    raised,
    step,
)
from web.audit.models import Act, AuditEntry
from web.teams.queries import today
from web.teams.safeguarding import actions
from web.teams.safeguarding.models import Concern, ConcernDecision

pytestmark = pytest.mark.django_db


def at(name: str, *args: Any) -> str:
    return reverse(f"teams:safeguarding_{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_concern_is_asked_for_checked_and_kept(nurse: Any, social_worker: Any, adult: Any) -> None:
    client, there = signed(nurse), at("raise", adult.pk)
    assert "ring 999 first" in text(client.get(there))
    sent = form_of()
    check = client.post(there, sent)
    assert check.status_code == 200
    assert "Check your answers" in text(check) and SAID_WORDS in text(check)
    assert not Concern.objects.exists()
    assert "Raise a concern" in text(client.post(there, {**sent, "step": "change"}))
    saved = client.post(there, {**sent, "step": "save"}, follow=True)
    concern = Concern.objects.get()
    assert saved.redirect_chain == [(at("concern", adult.pk, concern.pk), 302)]
    assert WISH in text(saved) and "Mary Whitworth" in text(saved)
    client.post(there, {**sent, "step": "save"})
    assert Concern.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"is_in_danger": "yes"}, "Ring 999 first"),
        ({"words_of": "other"}, "Write who told you"),
        ({"wishes": ""}, "Write what the person wants to happen"),
        ({"says": "not_asked"}, "Write why you raise it all the same"),
        ({"says": ""}, "Say whether the person knows"),
        ({"told": ""}, "Write what was seen or said"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    nurse: Any, adult: Any, values: dict[str, Any], says: str
) -> None:
    answer = signed(nurse).post(at("raise", adult.pk), form_of(**values))
    assert answer.status_code == 422
    assert text(answer).count(says) == 2, "in the summary and at the field"


def test_of_a_child_the_page_says_whom_to_tell(nurse: Any, adult: Any) -> None:
    there, says = at("raise", adult.pk), "services for children today (Children Act 1989, section 47)"
    assert says not in text(signed(nurse).get(there))
    adult.born_on = today() - timedelta(days=365 * 12)
    adult.save()
    assert says in text(signed(nurse).get(there))


def test_whom_it_is_kept_from_is_carried_through_the_check(
    nurse: Any, colleague: Any, lead: Any, adult: Any
) -> None:
    client, sent = signed(nurse), form_of(kept_from=[str(colleague.pk), str(lead.pk)])
    check = text(client.post(at("raise", adult.pk), sent))
    assert "Bilal Hussain" in check and "Amara Okafor" in check
    for user in (colleague, lead):
        assert f'name="kept_from" value="{user.pk}"' in check
    client.post(at("raise", adult.pk), {**sent, "step": "save"})
    assert set(Concern.objects.get().kept_from.all()) == {colleague, lead}


def test_where_nobody_decides_the_page_says_whom_to_ring(nurse: Any, adult: Any) -> None:
    concern = raised(nurse, adult)
    page = text(signed(nurse).get(at("concern", adult.pk, concern.pk)))
    assert "ring the council's safeguarding team today" in page
    assert "Decide on the three legs</a>" not in page


def test_the_legs_are_asked_what_follows_is_shown_and_kept(
    nurse: Any, social_worker: Any, adult: Any
) -> None:
    concern, client = raised(nurse, adult), signed(social_worker)
    there = at("decide", adult.pk, concern.pk)
    assert WISH in text(client.get(there))
    sent = legs_form("yes", "not_known", "yes", version=concern.version)
    wanting = client.post(there, sent)
    assert wanting.status_code == 422
    assert "Choose who does it" in text(wanting)
    sent |= {"title": STEP, "owner": str(nurse.pk), "due_on": today().isoformat()}
    check = text(client.post(there, sent))
    assert "Not enough is known yet" in check and STEP in check
    saved = client.post(there, {**sent, "step": "save"}, follow=True)
    assert saved.status_code == 200
    assert "Not enough is known yet" in text(saved)
    concern.refresh_from_db()
    assert concern.stage == "finding_out"


def test_without_a_duty_no_step_is_asked(nurse: Any, social_worker: Any, adult: Any) -> None:
    concern, client = raised(nurse, adult), signed(social_worker)
    sent = legs_form("yes", "yes", "no", version=concern.version)
    check = client.post(at("decide", adult.pk, concern.pk), sent)
    assert check.status_code == 200
    assert "does not apply, since this is not met" in text(check)


def test_whoever_wrote_meanwhile_is_shown_beside_ones_own(nurse: Any, social_worker: Any, adult: Any) -> None:
    concern, client = raised(nurse, adult), signed(social_worker)
    sent = {**legs_form("yes", "yes", "no", version=concern.version), "step": "save"}
    actions.add_step(by=nurse, concern=concern, step=step(nurse), key=uuid.uuid4())
    there = at("decide", adult.pk, concern.pk)
    answer = client.post(there, sent)
    assert answer.status_code == 409
    assert "Grace Adeyemi wrote on this concern meanwhile" in text(answer)
    assert STEP in text(answer) and "Why needs" in text(answer)
    assert not ConcernDecision.objects.exists()
    concern.refresh_from_db()
    assert f'name="version" value="{concern.version}"' in text(answer)
    assert client.post(there, {**sent, "version": concern.version}).status_code == 302


def test_a_step_and_a_name_are_added_by_who_knows(nurse: Any, colleague: Any, adult: Any) -> None:
    concern, client = raised(nurse, adult), signed(nurse)
    sent = {"key": str(uuid.uuid4()), "title": STEP, "owner": str(nurse.pk), "due_on": "2020-01-01"}
    late = client.post(at("step", adult.pk, concern.pk), sent)
    assert late.status_code == 422
    assert "due today or later" in text(late)
    sent["due_on"] = today().isoformat()
    assert client.post(at("step", adult.pk, concern.pk), sent).status_code == 302
    named = {"key": str(uuid.uuid4()), "users": [str(colleague.pk)], "why": "Sees her daily"}
    assert client.post(at("name", adult.pk, concern.pk), named).status_code == 302
    assert STEP in text(signed(colleague).get(at("concern", adult.pk, concern.pk)))


def test_it_is_closed_with_what_came_of_it(nurse: Any, social_worker: Any, adult: Any) -> None:
    concern, client = raised(nurse, adult), signed(social_worker)
    there = at("close", adult.pk, concern.pk)
    assert client.get(there).status_code == 302, "what is not decided cannot be closed"
    concern = decided(social_worker, concern, *NO_DUTY)
    page = text(client.get(there))
    assert "Other help was arranged" in page and "The risk is gone" not in page
    sent = {
        "key": str(uuid.uuid4()),
        "version": concern.version,
        "ending": "other_help",
        "wishes_met": "fully",
        "note": "The bank helps her",
    }
    assert "Check your answers" in text(client.post(there, sent))
    shown = text(client.post(there, {**sent, "step": "save"}, follow=True))
    assert "Other help was arranged" in shown and "Yes, wholly" in shown


def test_every_look_is_written_with_its_ground(nurse: Any, adult: Any) -> None:
    concern = raised(nurse, adult)
    signed(nurse).get(at("concern", adult.pk, concern.pk))
    look = AuditEntry.objects.get(object_kind="safeguarding", act=Act.LOOK)
    assert (look.user, look.object_id) == (nurse, str(concern.pk))
    assert look.ground.startswith("neighbourhood_team ")
    assert look.basis.startswith("they are named on it, lead the team or decide on it: UK GDPR")


def test_the_officer_sees_that_it_is_there_and_nothing_of_what_it_says(
    nurse: Any, officer: Any, adult: Any
) -> None:
    concern = raised(nurse, adult)
    client = signed(officer)
    page = text(client.get(at("register")))
    assert f"Concern {concern.pk}" in page and str(adult.pk) in page
    assert SAID_WORDS not in page and adult.family_name not in page
    row = AuditEntry.objects.get(object_kind="safeguarding", act=Act.SEARCH)
    assert row.basis.startswith("who looked is checked without the record")
    file = client.get(at("register"), {"export": "csv", "purpose": "audit"})
    assert file.status_code == 200 and SAID_WORDS not in text(file)
    assert client.get(at("concern", adult.pk, concern.pk)).status_code == 403


def test_the_list_holds_what_one_needs_to_know_and_is_narrowed(
    nurse: Any, social_worker: Any, colleague: Any, lead: Any, adult: Any
) -> None:
    late, done = raised(nurse, adult), decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
    Concern.objects.filter(pk=late.pk).update(decide_by=today() - timedelta(days=1))
    for user, there in ((nurse, True), (social_worker, True), (lead, True), (colleague, False)):
        page = text(signed(user).get(at("concerns")))
        assert (f"Concern {late.pk}" in page) is there
        assert adult.family_name not in page
    client = signed(lead)
    narrowed = text(client.get(at("concerns"), {"state": "late"}))
    assert f"Concern {late.pk}<" in narrowed and f"Concern {done.pk}<" not in narrowed
    assert "Next step by" in text(client.get(at("concerns")))
    file = client.get(at("concerns"), {"export": "csv", "purpose": "direct_care"})
    assert file.status_code == 200 and SAID_WORDS not in text(file)
    assert signed(nurse).get(at("concerns"), {"export": "csv", "purpose": "direct_care"}).status_code == 403


def test_no_page_asks_more_of_the_database_with_more_concerns(
    nurse: Any, social_worker: Any, officer: Any, adult: Any
) -> None:
    def asked(user: Any, there: str) -> int:
        client = signed(user)
        client.get(there)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(there).status_code == 200
        return len(queries)

    first = decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
    pages = [
        (nurse, at("of_person", adult.pk)),
        (nurse, at("concern", adult.pk, first.pk)),
        (social_worker, at("concerns")),
        (officer, at("register")),
        (nurse, reverse("teams:my_day")),
    ]
    before = [asked(*page) for page in pages]
    for _ in range(4):
        decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
        actions.add_step(by=nurse, concern=first, step=step(nurse), key=uuid.uuid4())
    assert [asked(*page) for page in pages] == before
