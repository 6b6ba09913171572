"""Row classes are found by looking, and a pack may hold arrays of tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from lco.place import facts
from lco.place.fact import Fact, Ref, row_types
from lco.place.facts.sources import Source
from lco.place.pack import PackRefused, load_place, place_ids, read_rows


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of row classes in place of the platform's."""
    monkeypatch.setattr(facts, "__path__", [str(tmp_path)])
    yield tmp_path
    for name in ("made_up_one", "made_up_two"):
        sys.modules.pop(f"lco.place.facts.{name}", None)


ROW = """from dataclasses import dataclass
from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class MadeUp(Fact):
    FILE = "made_up.csv"
    KEY = {key}
    id: str
"""


def test_a_class_in_a_file_of_its_own_declares_a_pack_file(folder: Path) -> None:
    (folder / "made_up_one.py").write_text(ROW.format(key='("id",)'), encoding="utf-8")
    assert list(row_types.__wrapped__()) == ["made_up.csv"]


def test_two_classes_of_one_file_are_a_mistake_in_code(folder: Path) -> None:
    for name in ("made_up_one", "made_up_two"):
        (folder / f"{name}.py").write_text(ROW.format(key='("id",)'), encoding="utf-8")
    with pytest.raises(TypeError, match=r"made_up\.csv is declared twice"):
        row_types.__wrapped__()


def test_a_class_without_key_is_a_mistake_in_code(folder: Path) -> None:
    (folder / "made_up_one.py").write_text(ROW.format(key="()"), encoding="utf-8")
    with pytest.raises(TypeError, match=r"MadeUp declares no KEY for made_up\.csv"):
        row_types.__wrapped__()


def test_every_row_class_of_the_platform_says_what_it_is() -> None:
    assert len(row_types()) > 40
    for row_type in row_types().values():
        assert row_type.TITLE, row_type
        assert row_type.__doc__, row_type


@dataclass(frozen=True, kw_only=True)
class Shelter(Fact):
    """A bus shelter, kept as an array of tables."""

    FILE = "shelters.toml"
    KEY = ("id",)
    id: str
    seats: int
    wards: tuple[Annotated[str, Ref("wards")], ...]


SHELTERS = """# where people wait
[[shelter]]
id = "market"
seats = 4
wards = ["E05000688", "E05000708"]
source = "own_design"
section = "made up"

[[shelter]]
id = "station"
seats = 12
wards = []
source = "own_design"
section = "made up"
"""


@pytest.fixture
def shelters(packs: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    known = {**row_types(), Shelter.FILE: Shelter}
    monkeypatch.setattr("lco.place.pack.row_types", lambda: known)
    path = packs / "manchester/shelters.toml"
    path.write_text(SHELTERS, encoding="utf-8")
    return path


def test_an_array_of_tables_is_a_file_of_rows(packs: Path, shelters: Path) -> None:
    assert shelters.is_file()
    market, station = load_place("manchester", root=packs).shelters
    assert (market.id, market.seats, market.wards) == ("market", 4, ("E05000688", "E05000708"))
    assert (station.line, station.wards) == (9, ())


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("seats = 12", 'seats = "many"', ":11: 'many' in column 'seats'; it must be a whole number"),
        ("seats = 12", "seets = 12", ":11: 'seets' is unknown"),
        ('id = "station"', 'id = "market"', ":9: id 'market' is doubled: it stands in line 2"),
        ('"E05000708"', '"E05009999"', ":5: wards 'E05009999' is unknown; add it to wards.csv"),
        ('source = "own_design"', 'source = ""', ":2: the row has no source"),
    ],
)
def test_a_fault_in_an_array_of_tables_has_its_line(
    old: str, new: str, sentence: str, packs: Path, shelters: Path
) -> None:
    shelters.write_text(SHELTERS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackRefused) as refusal:
        load_place("manchester", root=packs)
    assert f"shelters.toml{sentence}" in str(refusal.value)


def test_a_folder_without_packs_has_no_places(tmp_path: Path) -> None:
    assert place_ids(root=tmp_path / "none") == ()
    with pytest.raises(PackRefused, match="choose one of: none"):
        load_place("manchester", root=tmp_path)


def test_one_file_read_alone_is_refused_alone(packs: Path) -> None:
    (packs / "manchester/sources.csv").write_text("id,title\nx,y\n", encoding="utf-8")
    with pytest.raises(PackRefused, match=r"sources\.csv:1: column 'publisher' is missing"):
        read_rows("manchester", Source, root=packs)
