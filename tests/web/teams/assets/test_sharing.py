"""The directory as a file: what goes out comes back the same, and nothing of a person is in it."""

from __future__ import annotations

import io
import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from web.teams.assets import queries
from web.teams.assets.actions import (
    Said,
    export_directory,
    import_directory,
    offer_service,
    seed_demo_directory,
)
from web.teams.assets.entries import entry_of
from web.teams.assets.models import DirectoryService
from web.ui import place

pytestmark = pytest.mark.django_db


def _entries() -> list[Any]:
    return [entry_of(each) for each in queries.services()]


def test_what_goes_out_comes_back_the_same(manchester: Any, tmp_path: Path) -> None:
    seed_demo_directory(by=None, place=place.current())
    before, file, said = _entries(), tmp_path / "directory.json", io.StringIO()
    call_command("directory", "export", str(file), stdout=said)
    assert "Written to" in said.getvalue()
    call_command("directory", "import", str(file), stdout=said)
    assert "0 added, 0 changed, 66 as before." in said.getvalue()
    assert _entries() == before
    with pytest.raises(CommandError, match="there already"):
        call_command("directory", "export", str(file))


def test_no_person_and_nobody_who_works_here_is_in_the_file(teamed: Any, somebody: Any, listed: Any) -> None:
    from web.teams.assets.actions import assure_service

    lead, service = teamed("team_lead", name="Amara Okafor"), listed()
    offer_service(
        by=lead,
        person=somebody.person,
        service=service,
        need="loneliness",
        key=uuid.uuid4(),
        said=Said(consent="spoken", note="Private words"),
        is_accepted=True,
    )
    assure_service(by=lead, service=service, key=uuid.uuid4())
    text = export_directory(by=lead, place="manchester")
    for word in (somebody.person.family_name, str(somebody.person_id), "Private", "Okafor", lead.email):
        assert word not in text
    (found,) = json.loads(text)["contents"]
    assert found["assured_date"] == queries.now().date().isoformat()


def _upload(text: str | bytes) -> io.BytesIO:
    file = io.BytesIO(text.encode() if isinstance(text, str) else text)
    file.name = "services.json"
    return file


def _service(**changes: Any) -> dict[str, Any]:
    found = {"id": str(uuid.uuid4()), "name": "Chess", "organization": {"id": "org-1", "name": "Squares"}}
    return {**found, **changes}


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the page's last form, as a browser reads them."""
    import html

    found = re.findall(r'type="hidden" name="(\w+)"(?: value="([^"]*)")?', page)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_file_is_checked_before_it_is_taken_in(teamed: Any, listed: Any, client_of: Any) -> None:
    client, address = client_of(teamed("team_lead")), reverse("teams:asset_import")
    once = hidden(client.get(address).content.decode())
    file = json.dumps([_service(), _service(name="Draughts <b>"), {"name": "Nameless"}])
    page = client.post(address, {**once, "file": _upload(file)}).content.decode()
    assert "2 new, 0 changed, 0 as before, 1 left out" in page
    assert "Draughts &lt;b&gt;" in page
    assert not DirectoryService.objects.filter(name="Chess").exists()
    for _ in range(2):
        assert client.post(address, hidden(page)).status_code == 302
    assert DirectoryService.objects.filter(name="Chess").count() == 1
    assert queries.services()[0].provider.name == "Squares"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe\x00", "not written in UTF-8"),
        (b"{", "no JSON that can be read"),
        (b"[" * 100_000, "no JSON that can be read"),
        (b"NaN", "no JSON that can be read"),
        (b'"words"', "holds no services"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
)
def test_a_file_that_cannot_be_is_refused_in_a_sentence(
    content: bytes, sentence: str, teamed: Any, client_of: Any
) -> None:
    client, address = client_of(teamed("team_lead")), reverse("teams:asset_import")
    answer = client.post(address, {"key": uuid.uuid4(), "file": _upload(content)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_the_place_does_not_know_is_left_out_and_the_rest_taken(manchester: Any) -> None:
    from lco.teams.directory.open_referral_reading import read_directory

    term = {"taxonomy_term": {"taxonomy": "lco-need", "code": "magic"}}
    odd, good = _service(attributes=[term]), _service(name="Good")
    entries = read_directory([odd, good]).entries
    key = uuid.uuid4()
    done = import_directory(by=None, place="manchester", entries=entries, key=key)
    assert (done.added, len(done.refused)) == (("Good",), 1)
    assert import_directory(by=None, place="manchester", entries=entries, key=key).same == ("Good",)


def test_a_file_changes_what_it_says_and_the_later_check_counts(listed: Any, manchester: Any) -> None:
    from dataclasses import replace
    from datetime import date

    from lco.teams.directory.entries import Status

    before = entry_of(queries.service_of(listed().pk))
    new = replace(before, name="New", assured_on=date(2025, 1, 1), status=Status.PAUSED)
    done = import_directory(by=None, place="manchester", entries=[new], key=uuid.uuid4())
    assert done.changed == ("New",)
    after = entry_of(queries.service_of(before.id))
    assert (after.name, after.status, after.assured_on) == ("New", Status.PAUSED, before.assured_on)


def test_everybody_may_take_the_file(listed: Any, teamed: Any, client_of: Any) -> None:
    listed()
    answer = client_of(teamed("analyst")).get(reverse("teams:asset_export"))
    assert answer["Content-Disposition"] == 'attachment; filename="manchester-directory.json"'
    assert answer.json()["total_items"] == 1
