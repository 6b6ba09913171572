"""The pages by which a directory is kept: added, changed by two at once, checked, closed."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lco.teams.directory.entries import Status
from web.teams.assets import queries
from web.teams.assets.entries import entry_of
from web.teams.assets.models import DirectoryService, Provider

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {
    "organisation": "new",
    "new_organisation": "Canal Friends",
    "name": "Kettle Club",
    "needs": ["loneliness", "food"],
    "sex": "any",
    "referral": "self",
    "age_from": "50",
    "languages": "English, Urdu",
}


@pytest.fixture
def keeper(teamed: Any, client_of: Any) -> Client:
    """The browser of a team lead, who keeps the directory."""
    return client_of(teamed("team_lead", name="Amara Okafor"))


def hidden(page: str) -> dict[str, str]:
    """Return key and version of the page's last form."""
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    found.pop("csrfmiddlewaretoken", None)
    return found


def _opened(client: Client, name: str, *args: Any) -> tuple[str, dict[str, str]]:
    address = reverse(f"teams:{name}", args=args)
    return address, hidden(client.get(address).content.decode())


def _whole() -> Any:
    return queries.service_of(DirectoryService.objects.get().pk)


def test_a_service_is_added_with_its_place_and_times_and_only_once(keeper: Client, manchester: Any) -> None:
    address, once = _opened(keeper, "asset_add")
    for _ in range(2):
        answer = keeper.post(address, {**SAID, **once})
        assert answer.status_code == 302
    made = _whole()
    assert Provider.objects.count() == 1
    assert (entry_of(made).needs, entry_of(made).languages) == (("loneliness", "food"), ("English", "Urdu"))
    page = keeper.get(answer["Location"]).content.decode()
    place = {"venue": "new", "name": "Lock Hall", "neighbourhood": "ancoats_clayton_and_bradford"}
    times = {"times": "Tuesday 10:30-12:30\nclosed 25 December 2026"}
    for _ in range(2):
        assert keeper.post(answer["Location"], {**hidden(page), **place, **times}).status_code == 302
    (sitting,) = entry_of(_whole()).sittings
    assert (sitting.venue.name, len(sitting.hours), len(sitting.variations)) == ("Lock Hall", 1, 1)
    assert _whole().version == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Write its name"),
        ({"needs": []}, "Choose at least one thing it helps with"),
        ({"needs": ["magic"]}, "Select a valid choice"),
        ({"new_organisation": ""}, "Write the name of the new organisation"),
        ({"age_to": "40"}, "The oldest age is below the youngest"),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"email": "nobody"}, "Enter a valid email address"),
    ],
)
def test_what_makes_no_sense_is_said_and_not_kept(
    changes: Any, sentence: str, keeper: Client, manchester: Any
) -> None:
    answer = keeper.post(reverse("teams:asset_add"), {**SAID, "key": uuid.uuid4(), **changes})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not DirectoryService.objects.exists()


def test_a_line_of_times_that_cannot_be_read_is_named(keeper: Client, listed: Any) -> None:
    address, once = _opened(keeper, "asset_add_place", listed().pk)
    said = {**once, "venue": "new", "name": "Hall", "times": "Tuesday 10:00-12:00\nwhenever it rains"}
    answer = keeper.post(address, said)
    assert answer.status_code == 422
    assert "Line 2 of the opening times" in answer.content.decode()


def test_who_changes_beside_a_newer_version_gets_the_answers_back(keeper: Client, listed: Any) -> None:
    service = listed()
    address, mine = _opened(keeper, "asset_change", service.pk)
    _, theirs = _opened(keeper, "asset_change", service.pk)
    said = {**SAID, "organisation": str(service.provider_id)}
    assert keeper.post(address, {**said, **theirs, "name": "Theirs"}).status_code == 302
    answer = keeper.post(address, {**said, **mine, "name": "Mine", "needs": ["loneliness", "pain"]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "while you wrote" in page
    assert 'value="Mine"' in page
    assert re.search(r'value="pain"[^>]*checked', page)
    assert keeper.post(address, {**said, **hidden(page), "name": "Mine"}).status_code == 302
    assert _whole().name == "Mine"


def test_times_are_changed_and_a_place_is_dropped(keeper: Client, listed: Any) -> None:
    service = listed()
    (sitting,) = entry_of(_whole()).sittings
    address, once = _opened(keeper, "asset_change_place", service.pk, sitting.id)
    said = {**once, "venue": str(sitting.venue.id), "times": "first Monday 14:00-16:00"}
    assert keeper.post(address, said).status_code == 302
    (changed,) = entry_of(_whole()).sittings
    assert (changed.id, changed.hours[0].of_month) == (sitting.id, (1,))
    drop = reverse("teams:asset_drop_place", args=[service.pk, sitting.id])
    assert keeper.post(drop).status_code == 302
    assert len(entry_of(_whole()).sittings) == 1, "a form without its key does nothing"
    keeper.post(drop, {"key": uuid.uuid4(), "version": _whole().version})
    assert entry_of(_whole()).sittings == ()


def test_a_check_and_a_closure_are_one_press_each(keeper: Client, listed: Any) -> None:
    service = listed()
    page = keeper.get(reverse("teams:asset_service", args=[service.pk])).content.decode()
    assert "Not checked for" in page
    keeper.post(reverse("teams:asset_assure", args=[service.pk]), hidden(page))
    page = keeper.get(reverse("teams:asset_service", args=[service.pk])).content.decode()
    assert "by Amara Okafor" in page
    address, once = _opened(keeper, "asset_status", service.pk)
    assert keeper.post(address, {**once, "status": "temporarily closed"}).status_code == 422
    assert keeper.post(address, {**once, "status": "temporarily closed", "note": "Flood"}).status_code == 302
    assert _whole().status == Status.PAUSED
    again = keeper.post(address, {**once, "key": uuid.uuid4(), "status": "defunct", "note": "Late"})
    assert again.status_code == 409


def test_who_only_looks_sees_no_button(listed: Any, teamed: Any, client_of: Any) -> None:
    client = client_of(teamed("team_member"))
    page = client.get(reverse("teams:asset_service", args=[listed().pk])).content.decode()
    assert "Checked today" not in page
    assert client.get(reverse("teams:asset_add")).status_code == 403
