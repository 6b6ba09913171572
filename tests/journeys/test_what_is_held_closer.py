"""What is held closer on a timeline: it is not shown until the person asks to share just that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lco.engine import connect
from lco.records.timeline import timeline
from tests.journeys.manchester import FIRST_TEAM
from tests.support.browser import assert_accessible
from web.audit.models import AuditEntry
from web.teams import queries
from web.teams.models import Team

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the first neighbourhood's team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def person(manchester: Any) -> Any:
    """Who of the first team needs it most."""
    return queries.people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("tier_order", "rank")[0].person


@pytest.fixture
def closer(manchester: Any, person: Any) -> Iterator[str]:
    """The words of a condition of theirs that this place holds closer."""
    events = timeline(manchester.store, connect(), person.pk)
    title = next(each.title for each in events if each.kind == "conditions")
    codes = {str(each.code).partition(" ")[::2] for each in events if each.title == title}
    file = manchester.store.path / "codelists" / "closer.csv"
    file.parent.mkdir(exist_ok=True)
    head = "# extends: sensitive\n# source: ours\n# version: 1\n# licence: ours\ngroup,code,system\n"
    lines = "".join(f"sexual_health,{text},{system}\n" for system, text in sorted(codes))
    file.write_text(head + lines, encoding="utf-8")
    yield title
    file.unlink()


def test_she_sees_that_something_is_not_shown_asks_and_is_shown_it(
    nurse: Any, person: Any, closer: str, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(nurse)
    page.goto(reverse("teams:person", args=[person.pk]) + "?events=conditions")
    expect(page.get_by_text("of the whole record")).to_contain_text("not shown to you")
    expect(page.get_by_text(closer)).to_have_count(0)
    assert_accessible(page)
    screenshot(page, "what-is-not-shown")
    page.get_by_role("link", name="record what they wish").click()
    page.goto(reverse("teams:access_wish", args=[person.pk]))
    page.get_by_label("Share", exact=False).first.check()
    page.get_by_label("Sexual health").check()
    page.get_by_label(nurse.name).check()
    page.get_by_label("From").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and save").click()
    page.goto(reverse("teams:person", args=[person.pk]) + "?events=conditions")
    expect(page.get_by_text(closer).first).to_be_visible()
    expect(page.get_by_text("of the whole record")).to_have_count(0)
    assert AuditEntry.objects.filter(object_kind="held_closer", user=nurse).count() == 1
