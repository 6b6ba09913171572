"""Sections are seen by organisation and sensitivity; what is withheld is named with the reason alone."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.teams.plans.content import entry, organisations_of
from tests.journeys.manchester import FIRST_TEAM
from tests.web.teams.plans.plans import agree, goal, signed, write
from web.accounts import actions as accounts
from web.population.models import Listing
from web.teams.access.people import Basis, seen
from web.teams.actions import join
from web.teams.models import Team
from web.teams.plans import actions, queries
from web.teams.plans.actions import BothChanged, PlanRefused

pytestmark = pytest.mark.django_db
SECRET = "The son must not know the key code"  # pragma: allowlist secret
LAW = {"kind": "adrt", "words": "No ventilation in any case", "kept": "With her solicitor"}

# How often a page may ask the database, at any number of rows.
MOST = 15


@pytest.fixture
def council(db: None) -> Any:
    """Another organisation of the place."""
    return accounts.add_organisation(by=None, name="Smalltown Council")


@pytest.fixture
def social_worker(user_of: Any, council: Any, manchester: Any) -> Any:
    """A member of the same team who works for the council."""
    user = user_of("team_member", name="Sally Okoro", organisation=council)
    day = timezone.localdate()
    join(by=None, user=user, team=Team.objects.get(slug=FIRST_TEAM), role="member", starts_on=day)
    return user


@pytest.fixture
def kept(nurse: Any, person: int) -> int:
    """The person, whose safety section is kept to the nurse's organisation."""
    write(nurse, person, most_important="My garden")
    alert = entry("key", {"words": SECRET, "does": "Ring first"})
    write(nurse, person, "safety", (alert,))
    limit(nurse, person, nurse.organisation_id)
    return person


def limit(by: Any, person: int, *organisations: int, section: str = "safety", base: int | None = None) -> Any:
    latest = queries.latest_version(person)
    at = base if base is not None else (latest.number if latest else 0)
    return actions.limit_section(
        by=by, person=person, section=section, organisations=organisations, base=at, key=uuid.uuid4()
    )


def pages(user: Any, person: int) -> dict[str, str]:
    """Return every page on which the words of a plan may stand."""
    client, last = signed(user), queries.latest_version(person)
    assert last is not None
    addresses = {
        "plan": reverse("teams:plan", args=[person]),
        "version": reverse("teams:plan_version", args=[person, last.number]),
        "before": reverse("teams:plan_version", args=[person, last.number - 1]),
        "compare": reverse("teams:plan_compare", args=[person]) + f"?older=1&newer={last.number}",
        "history": reverse("teams:plan_history", args=[person]),
        "a4": reverse("teams:plan_print", args=[person, "a4"]),
        "large": reverse("teams:plan_print", args=[person, "large"]),
        "easy": reverse("teams:plan_print", args=[person, "easy"]),
        "section": reverse("teams:plan_section", args=[person, "safety"]),
        "entry": reverse("teams:plan_entry", args=[person, "safety", "key"]),
    }
    return {name: client.get(address).content.decode() for name, address in addresses.items()}


def test_an_organisation_a_section_is_not_kept_to_reads_no_word_of_it(
    nurse: Any, social_worker: Any, kept: int
) -> None:
    write(nurse, kept, most_important="My garden", please_do="Knock twice")
    for name, page in pages(social_worker, kept).items():
        assert SECRET not in page, name
        assert "My garden" in page or name in {"history", "section", "entry", "compare"}, name
    mine = pages(nurse, kept)
    assert SECRET in mine["plan"]
    assert "Only for Smalltown Community Trust" in mine["plan"]


def test_what_is_withheld_is_said_with_the_reason(nurse: Any, social_worker: Any, kept: int) -> None:
    for name in ("plan", "version", "a4"):
        page = pages(social_worker, kept)[name]
        assert "Withheld from you" in page, name
        assert "Alerts and risks" in page, name
    answer = signed(social_worker).get(reverse("teams:plan_section", args=[kept, "safety"]))
    assert answer.status_code == 403
    assert "Withheld from you" in answer.content.decode()


def test_a_version_from_before_the_limit_is_not_a_way_round_it(social_worker: Any, kept: int) -> None:
    client = signed(social_worker)
    older = client.get(reverse("teams:plan_version", args=[kept, 2])).content.decode()
    compared = client.get(reverse("teams:plan_compare", args=[kept]) + "?older=1&newer=2").content.decode()
    assert SECRET not in older
    assert SECRET not in compared


def test_who_may_not_read_a_section_may_not_write_it_or_open_it(
    nurse: Any, social_worker: Any, kept: int
) -> None:
    with pytest.raises(PlanRefused, match="withheld from you"):
        write(social_worker, kept, "safety", (entry("key", {"words": "Nothing", "does": "Nothing"}),))
    with pytest.raises(PlanRefused, match="withheld from you"):
        limit(social_worker, kept, social_worker.organisation_id)
    client = signed(social_worker)
    for name, args in (
        ("plan_section", ["safety"]),
        ("plan_entry", ["safety", "key"]),
        ("plan_kept_to", ["safety"]),
    ):
        assert client.post(reverse(f"teams:{name}", args=[kept, *args])).status_code == 403


def test_an_older_page_is_not_a_way_round_a_limit_either(nurse: Any, social_worker: Any, kept: int) -> None:
    with pytest.raises(PlanRefused, match="withheld from you"):
        write(social_worker, kept, "safety", (entry("key", {"words": "Nothing", "does": "Nothing"}),), base=2)


def test_what_the_person_says_of_themselves_is_kept_from_nobody(nurse: Any, kept: int) -> None:
    with pytest.raises(PlanRefused, match="read by everybody who may open the record"):
        limit(nurse, kept, nurse.organisation_id, section="about_me")


def test_nobody_shuts_out_the_own_organisation_and_a_limit_is_lifted(
    nurse: Any, social_worker: Any, council: Any, kept: int
) -> None:
    with pytest.raises(PlanRefused, match="Tick your own organisation too"):
        limit(nurse, kept, council.pk)
    limit(nurse, kept)
    assert SECRET in pages(social_worker, kept)["plan"]


def test_two_who_limit_a_section_differently_are_told(nurse: Any, council: Any, kept: int) -> None:
    limit(nurse, kept, nurse.organisation_id, council.pk)
    with pytest.raises(BothChanged):
        limit(nurse, kept, base=3)
    plan = queries.current_plan(kept)
    assert plan is not None
    assert organisations_of(plan.content, "safety") == {nurse.organisation_id, council.pk}


def test_the_page_of_a_limit_asks_keeps_and_tells(nurse: Any, council: Any, kept: int) -> None:
    client, address = signed(nurse), reverse("teams:plan_kept_to", args=[kept, "safety"])
    assert "Smalltown Council" in client.get(address).content.decode()
    own = str(nurse.organisation_id)
    sent = {"key": str(uuid.uuid4()), "version": "3", "organisations": [own, str(council.pk)]}
    saved = client.post(address, sent)
    assert saved["Location"] == reverse("teams:plan", args=[kept])
    late = client.post(address, {**sent, "key": str(uuid.uuid4()), "organisations": []})
    assert late.status_code == 409
    assert "limited this section differently" in late.content.decode()
    shut_out = client.post(
        address, {"key": str(uuid.uuid4()), "version": "4", "organisations": str(council.pk)}
    )
    assert shut_out.status_code == 422
    assert "Tick your own organisation too" in shut_out.content.decode()


def test_the_number_of_queries_does_not_grow_with_what_is_written(nurse: Any, person: int, case: Any) -> None:
    client = signed(nurse)
    write(nurse, person, "goals", (goal(),))
    agree(nurse, person)
    few = reads(client, person)
    grow(nurse, person, times=6)
    assert reads(client, person) == few
    assert max(few) <= MOST


def test_whoever_sees_a_person_by_the_caseload_alone_asks_no_more(
    nurse: Any, other: Any, person: int, case: Any
) -> None:
    write(nurse, person, "goals", (goal(),))
    agree(nurse, person)
    grow(nurse, person, times=2)
    Listing.objects.filter(person=person).delete()
    found = seen(other, person)
    assert found is not None and found.basis is Basis.CASELOAD
    assert max(reads(signed(other), person)) <= MOST


def reads(client: Any, person: int) -> list[int]:
    """Return how often each page of a plan asks the database, marks of transactions left out."""
    names = (("plan",), ("plan_goals",), ("plan_history",), ("plan_compare",), ("plan_print", "a4"))
    return [_asked(client, reverse(f"teams:{name}", args=[person, *more])) for name, *more in names]


def _asked(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return sum("SAVEPOINT" not in each["sql"] for each in found)


def grow(by: Any, person: int, *, times: int) -> None:
    """Write more of everything that is listed."""
    day = timezone.localdate()
    for at in range(times):
        goals = tuple(goal(f"g{number}", words=f"Goal {number}") for number in range(at + 2))
        write(by, person, "goals", goals)
        agree(by, person)
        key = {"by": by, "person": person, "goal": f"g{at}", "key": uuid.uuid4()}
        actions.review_goal(level=1, reviewed_on=day, note="Better", **key)
        actions.add_plan_action(title=f"Task {at}", due_on=day, owner=by, **{**key, "key": uuid.uuid4()})
