"""A questionnaire is one file in a folder; a changed one is a new version beside the old."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.questionnaires.shelf import DEFINITIONS, read_shelf, version_key
from tests.lco.teams.questionnaires.making import HEAD, content, item


def put(folder: Path, file: str, **head: Any) -> Path:
    path = folder / file
    path.write_bytes(content(item("a"), **head))
    return path


def test_one_file_is_one_questionnaire(tmp_path: Path) -> None:
    put(tmp_path, "falls.json")
    shelf = read_shelf([DEFINITIONS, tmp_path])
    assert shelf.newest["falls"].title == "Falls"
    assert len(shelf.newest) == 7
    assert shelf.refused == ()


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert read_shelf([tmp_path / "none"]).questionnaires == ()


def test_what_is_no_file_of_json_is_not_looked_at(tmp_path: Path) -> None:
    put(tmp_path, "falls.txt")
    (tmp_path / "folder.json").mkdir()
    assert read_shelf([tmp_path]) == read_shelf([])


def test_a_refused_file_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, "falls.json")
    (tmp_path / "wrong.json").write_text("{")
    shelf = read_shelf([tmp_path])
    assert list(shelf.newest) == ["falls"]
    ((file, why),) = [(each.file, each.why) for each in shelf.refused]
    assert file == "wrong.json"
    assert "not JSON" in why


def test_the_newest_version_is_offered_and_all_are_kept(tmp_path: Path) -> None:
    for version in ("1.9", "1.10", "1.2"):
        put(tmp_path, f"falls-{version}.json", version=version)
    put(tmp_path, "falls-2.json", version="2.0", status="draft")
    shelf = read_shelf([tmp_path])
    assert shelf.newest["falls"].version == "1.10"
    assert [each.version for each in shelf.versions("falls")] == ["2.0", "1.10", "1.9", "1.2"]


def test_two_files_that_say_one_version_differently_are_both_refused(tmp_path: Path) -> None:
    put(tmp_path, "falls.json")
    put(tmp_path, "same.json")
    assert len(read_shelf([tmp_path]).questionnaires) == 1, "the same file twice does no harm"
    put(tmp_path, "other.json", title="Other falls")
    shelf = read_shelf([tmp_path])
    assert shelf.questionnaires == ()
    assert {each.file for each in shelf.refused} == {"falls.json", "same.json", "other.json"}
    assert all("version 1.0 differently" in each.why for each in shelf.refused)


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ({"url": "https://example.org/Questionnaire/other"}, "another questionnaire has the id 'falls'"),
        ({"id": "falls-too", "version": "2.0"}, "other versions of 'Falls' have another id"),
    ],
)
def test_an_id_is_of_one_questionnaire(head: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    put(tmp_path, "a.json")
    put(tmp_path, "b.json", **head)
    shelf = read_shelf([tmp_path])
    assert shelf.questionnaires == ()
    assert all(sentence in each.why for each in shelf.refused)


def test_a_file_is_read_again_when_it_changed(tmp_path: Path) -> None:
    path = put(tmp_path, "falls.json")
    assert read_shelf([tmp_path]).newest["falls"].title == "Falls"
    path.write_text(json.dumps({**HEAD, "title": "Falls again", "item": [item("a")]}))
    os.utime(path, ns=(1, 1))
    assert read_shelf([tmp_path]).newest["falls"].title == "Falls again"


def test_a_file_nobody_may_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "falls.json")
    monkeypatch.setattr("lco.teams.questionnaires.shelf.read_file", _forbidden)
    os.utime(tmp_path / "falls.json", ns=(2, 2))
    assert [each.why for each in read_shelf([tmp_path]).refused] == ["the file cannot be read"]


def _forbidden(path: Path) -> None:
    raise PermissionError(path)


@given(st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,8}", fullmatch=True), max_size=5))
def test_versions_always_have_an_order(versions: list[str]) -> None:
    ordered = sorted(versions, key=version_key)
    assert sorted(ordered, key=version_key, reverse=True)[::-1] == sorted(ordered, key=version_key)
