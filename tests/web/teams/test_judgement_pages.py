"""The pages of judgements: checked before they are saved, kept once, shown to the team alone."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.records.tables import JudgementReason
from tests.journeys.manchester import FIRST_TEAM
from web.audit.models import Act, AuditEntry
from web.population.models import Listing
from web.teams import actions, queries
from web.teams.models import Judgement, Membership, Team

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
ANSWERS = {"tier": "high", "reason": str(int(JudgementReason.GETTING_WORSE)), "note": "", "until": "3"}


@pytest.fixture
def nurse(teamed: Callable[..., Any]) -> Any:
    """A member of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def client(nurse: Any) -> Client:
    """Her browser."""
    return signed(nurse)


def signed(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def somebody(at: int = 0) -> Listing:
    return queries.people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("rank")[at]


def judged(by: Any, listing: Listing, **changes: Any) -> Judgement:
    values: dict[str, Any] = {
        "tier": "high",
        "reason": JudgementReason.STABLE,
        "note": "",
        "ends_before": timezone.localdate() + timedelta(days=90),
    }
    decision = actions.Decision(**{**values, **changes})
    return actions.judge(by=by, listing=listing, decision=decision, key=uuid.uuid4(), after=None)


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's form, without its token."""
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    found.pop("csrfmiddlewaretoken", None)
    return found


def opened(client: Client, listing: Listing, **changes: str) -> dict[str, str]:
    """Return the answers of a form opened now."""
    page = client.get(reverse("teams:judge", args=[listing.person_id])).content.decode()
    return {**hidden(page), **ANSWERS, **changes}


def send(client: Client, listing: Listing, answers: dict[str, str], **more: str) -> Any:
    return client.post(reverse("teams:judge", args=[listing.person_id]), {**answers, **more})


def test_nothing_is_kept_before_it_was_checked(client: Client, manchester: Any) -> None:
    who = somebody()
    answers = opened(client, who, note="Not eating")
    checked = send(client, who, answers)
    assert checked.status_code == 200
    for words in ("Check your judgement", "High risk", "Getting worse", "Not eating", "Confirm and save"):
        assert words in checked.content.decode()
    assert not Judgement.objects.exists()
    changed = send(client, who, answers, step="change").content.decode()
    assert "Not eating" in changed
    assert not Judgement.objects.exists()
    saved = send(client, who, answers, step="save")
    assert saved["Location"] == reverse("teams:person", args=[who.person_id])
    assert Judgement.objects.get().note == "Not eating"


def test_the_check_page_sends_on_what_was_entered(client: Client, manchester: Any) -> None:
    who = somebody()
    answers = opened(client, who, note='He said "no" & left')
    page = send(client, who, answers).content.decode()
    assert "&#34;no&#34; &amp; left" in page
    assert set(hidden(page)) == {"key", "after", "tier", "reason", "note", "until", "step"}
    assert hidden(page)["key"] == answers["key"]


def test_the_same_form_sent_again_changes_nothing_more(client: Client, manchester: Any) -> None:
    who = somebody()
    answers = opened(client, who)
    for _ in range(3):
        assert send(client, who, answers, step="save").status_code == 302
    assert Judgement.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tier": ""}, "Choose the tier you think is right"),
        ({"tier": "highest"}, "Select a valid choice"),
        ({"reason": ""}, "Choose a reason"),
        ({"reason": "0"}, "Select a valid choice"),
        ({"reason": str(int(JudgementReason.OTHER))}, "Say in your own words what the other reason is"),
        ({"until": ""}, "Choose when it should be looked at again"),
        ({"until": "24"}, "Select a valid choice"),
        ({"note": "x" * 1001}, "Write at most 1,000 characters"),
        ({"note": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_what_makes_no_sense_is_said_and_not_kept(
    changes: dict[str, str], sentence: str, client: Client, manchester: Any
) -> None:
    who = somebody()
    answers = opened(client, who, **changes)
    for step in ("check", "save"):
        response = send(client, who, answers, step=step)
        assert response.status_code == 422
        assert sentence in response.content.decode()
    assert not Judgement.objects.exists()


def test_a_form_without_its_key_is_not_kept(client: Client, manchester: Any) -> None:
    assert send(client, somebody(), {**ANSWERS, "after": ""}, step="save").status_code == 422
    assert not Judgement.objects.exists()


def test_who_judged_meanwhile_is_shown_beside_the_own_answers(
    client: Client, teamed: Any, manchester: Any
) -> None:
    who, answers = somebody(), opened(client, somebody(), note="Mine")
    theirs = judged(teamed("team_lead", name="Amara Okafor"), who, tier="low", note="Theirs")
    response = send(client, who, answers, step="save")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Amara Okafor judged Low risk while you wrote" in page
    assert "Theirs" in page
    assert "Mine" in page
    assert hidden(page)["after"] == str(theirs.pk)
    assert send(client, who, hidden(page), step="save").status_code == 302
    assert [each.note for each in Judgement.objects.order_by("pk")] == ["Theirs", "Mine"]


def test_a_judgement_is_taken_back_with_a_reason(client: Client, nurse: Any, manchester: Any) -> None:
    who, address = somebody(), reverse("teams:withdraw", args=[somebody().person_id])
    assert client.get(address).status_code == 302, "there is nothing to take back"
    judged(nurse, who)
    answers = hidden(client.get(address).content.decode())
    assert client.post(address, answers).status_code == 422
    for _ in range(2):
        assert client.post(address, {**answers, "note": "She is well"}).status_code == 302
    assert Judgement.objects.count() == 2
    page = client.get(reverse("teams:person", args=[who.person_id])).content.decode()
    assert "Taken back" in page
    assert "She is well" in page


def test_a_script_in_the_note_is_words(client: Client, nurse: Any, manchester: Any) -> None:
    who = somebody()
    assert SCRIPT not in send(client, who, opened(client, who, note=SCRIPT)).content.decode()
    judged(nurse, who, note=SCRIPT)
    for name in ("teams:person", "teams:withdraw"):
        page = client.get(reverse(name, args=[who.person_id])).content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("name", ["teams:judge", "teams:withdraw"])
def test_who_may_not_see_a_person_is_refused_and_written_down(
    name: str, client: Client, nurse: Any, manchester: Any
) -> None:
    address = reverse(name, args=[somebody().person_id])
    actions.leave(by=None, membership=Membership.objects.get(user=nurse))
    assert "sign-in" in client.get(address).url, "signed out at once"
    nurse.refresh_from_db()
    client.force_login(nurse, backend="django.contrib.auth.backends.ModelBackend")
    for method in ("get", "post"):
        response = getattr(client, method)(address)
        assert response.status_code == 403
        assert "You may not see this person" in response.content.decode()
    assert AuditEntry.objects.filter(act=Act.REFUSED, user=nurse).count() == 2


def test_to_open_the_form_is_a_look_and_to_save_a_write(client: Client, nurse: Any, manchester: Any) -> None:
    who = somebody()
    send(client, who, opened(client, who, note="Not eating"), step="save")
    rows = AuditEntry.objects.filter(user=nurse, object_id=str(who.person_id))
    assert {row.act for row in rows} == {Act.LOOK, Act.WRITE}
    assert not any("eating" in row.detail for row in AuditEntry.objects.all())


def test_the_file_of_people_carries_the_judgement_and_not_the_note(teamed: Any, manchester: Any) -> None:
    lead = teamed("team_lead")
    who = somebody()
    judged(lead, who, tier="low", note="Not eating")
    asked = {"export": "csv", "purpose": "direct_care"}
    content = signed(lead).get(reverse("teams:people"), asked).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))
    heads = next(line for line in lines if line and line[0] == "Name and NHS number")
    rows = [dict(zip(heads, line, strict=True)) for line in lines[lines.index(heads) + 1 :]]
    (row,) = [row for row in rows if row["Judged by the team"]]
    assert (row["Judged by the team"], row["Why judged"]) == (
        "Low risk",
        "Stable: what the records count is over",
    )
    assert "Not eating" not in content
    judgements = signed(lead).get(reverse("teams:judgements"), asked).content.decode("utf-8-sig")
    assert who.person.family_name in judgements
    assert "Not eating" not in judgements


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["teams:people", "teams:judgements"])
def test_the_number_of_queries_does_not_grow_with_the_judgements(
    name: str, client: Client, nurse: Any, manchester: Any
) -> None:
    mine = queries.people_seen_by(nurse)
    run, first = mine[0].run, mine[0]
    address = f"{reverse(name)}?per_page=100"
    client.get(address)
    counted = []
    for until in (5, 25, 250):
        _fill(run, first, nurse, until=until)
        counted.append(_queries(client, address))
    assert len(set(counted)) == 1, counted
    assert counted[0] <= 15


def _fill(run: Any, like: Listing, by: Any, *, until: int) -> None:
    """Let the neighbourhood have `until` more people, each of them judged."""
    from web.records.models import Person

    there = Judgement.objects.count()
    for number in range(there + 1, until + 1):
        person = Person.objects.create(
            pseudonym=number, born_on=like.person.born_on, sex=2, is_synthetic=True, family_name=f"A{number}"
        )
        values = {
            field.attname: getattr(like, field.attname)
            for field in Listing._meta.concrete_fields
            if field.attname not in {"id", "person_id", "rank"}
        }
        listing = Listing.objects.create(**{**values, "person_id": person.pk, "rank": number})
        judged(by, listing)


def test_the_number_of_queries_of_a_person_does_not_grow_with_what_was_judged(
    client: Client, nurse: Any, manchester: Any
) -> None:
    who = somebody()
    address = reverse("teams:person", args=[who.person_id])
    client.get(address)
    counted = []
    for _ in range(3):
        latest = Judgement.objects.order_by("-pk").first()
        for _ in range(5):
            decided = actions.Decision("high", 5, timezone.localdate() + timedelta(days=9))
            latest = actions.judge(
                by=nurse,
                listing=who,
                decision=decided,
                key=uuid.uuid4(),
                after=latest.pk if latest else None,
            )
        counted.append(_queries(client, address))
    assert len(set(counted)) == 1, counted
    assert counted[0] <= 15
