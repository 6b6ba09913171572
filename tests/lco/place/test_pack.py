"""A pack is loaded as frozen typed facts."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest

from lco.place.fact import Fact, row_types
from lco.place.facts.neighbourhoods import Neighbourhood
from lco.place.facts.savings import Saving
from lco.place.facts.settings import Settings
from lco.place.pack import PackRefused, load_place, packs_folder, place_ids, read_rows, write_rows

PLACES = ("bury", "manchester", "rochdale")


def test_the_three_places_are_found_beside_the_code() -> None:
    assert place_ids() == PLACES
    assert packs_folder().name == "places"


@pytest.mark.parametrize("place", PLACES)
def test_every_row_names_a_source_of_its_pack_and_where_in_it(place: str) -> None:
    loaded = load_place(place)
    known = {source.id for source in loaded.sources}
    rows = [row for table in loaded.tables.values() for row in table if isinstance(row, Fact)]
    assert len(rows) > 200
    assert [row for row in rows if row.source not in known or not row.section] == []


@pytest.mark.parametrize("place", PLACES)
def test_a_row_knows_the_line_it_stands_in(place: str) -> None:
    loaded = load_place(place)
    for table in loaded.tables.values():
        for row in table:
            line = (packs_folder() / place / row.FILE).read_text(encoding="utf-8").split("\n")[row.line - 1]
            first = str(getattr(row, type(row).KEY[0]))
            assert row.FILE == "place.toml" or line.startswith((first, f'"{first}', "[["))


def test_rows_are_typed_frozen_and_named_after_their_file() -> None:
    manchester = load_place("manchester")
    saving = manchester.savings[0]
    assert isinstance(saving, Saving)
    assert manchester.rows(Saving) is manchester.savings
    assert isinstance(saving.thousands, int)
    assert manchester.cite(saving) == "places/manchester/savings.csv:2"
    with pytest.raises(dataclasses.FrozenInstanceError):
        saving.thousands = 1
    with pytest.raises(TypeError):
        manchester.tables["savings"] = ()  # type: ignore[index]


def test_the_line_is_no_part_of_a_rows_value() -> None:
    first = load_place("manchester").neighbourhoods[0]
    assert isinstance(first, Neighbourhood)
    assert dataclasses.replace(first, line=99) == first


def test_a_file_the_pack_does_not_have_is_an_empty_tuple() -> None:
    assert load_place("bury").savings == ()


def test_a_file_nobody_declares_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="has no 'savngs'"):
        _ = load_place("manchester").savngs


def test_settings_say_what_the_place_is_called() -> None:
    manchester = load_place("manchester")
    assert (manchester.name, manchester.settings.area_code) == ("Manchester", "E08000003")


@pytest.mark.parametrize("place", ["narnia", "../manchester", "manchester/../bury", "", ".", "Manchester\n"])
def test_a_place_there_is_no_pack_of_is_refused(place: str) -> None:
    with pytest.raises(PackRefused, match=r"there is no place .*choose one of: bury, manchester, rochdale"):
        load_place(place)


def test_an_id_in_place_toml_must_be_that_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    for name in ("place.toml", "sources.csv"):
        text = (packs_folder() / "bury" / name).read_text(encoding="utf-8")
        (tmp_path / "elsewhere" / name).write_text(text, encoding="utf-8")
    with pytest.raises(PackRefused, match=r"place.toml:\d+: the id is 'bury' but the folder is 'elsewhere'"):
        load_place("elsewhere", root=tmp_path)


@pytest.mark.parametrize("place", PLACES)
def test_facts_written_and_read_again_are_the_same(place: str, packs: Path) -> None:
    (packs / place).mkdir(exist_ok=True)
    text = (packs_folder() / place / "place.toml").read_text(encoding="utf-8")
    (packs / place / "place.toml").write_text(text, encoding="utf-8")
    loaded = load_place(place)
    for row_type in row_types().values():
        rows = loaded.tables[row_type.stem()]
        if rows and row_type is not Settings and row_type.FILE.endswith(".csv"):
            write_rows(place, row_type, rows, root=packs)
            assert read_rows(place, row_type, root=packs) == rows
    assert not [found for found in (packs / place).iterdir() if found.name.startswith(".")]


def test_loading_takes_well_under_a_fifth_of_a_second() -> None:
    load_place("manchester")  # the row classes are imported once
    fastest = min(_seconds() for _ in range(5))
    assert fastest < 0.2, f"loading Manchester's pack took {fastest:.3f} s"


def _seconds() -> float:
    started = time.perf_counter()
    load_place("manchester")
    return time.perf_counter() - started
