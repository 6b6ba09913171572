"""What a cell may hold, and that writing it back loses nothing; the loader survives any text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lco.place.cells import CellRefused, columns_of, value_of
from lco.place.fact import Ref, Row
from lco.place.pack import PackRefused, Place, load_place, packs_folder
from lco.place.refusal import Findings
from lco.place.rows import csv_rows, decoded, toml_rows
from lco.place.writing import cell_text, csv_text


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, kw_only=True)
class Specimen(Row):
    """A row with a column of every type."""

    FILE = "specimens.csv"
    KEY = ("id",)

    id: str
    count: int
    share: Decimal
    is_open: bool
    opened_on: date
    colour: Colour
    size: Literal["small", "large"]
    names: tuple[Annotated[str, Ref("names")], ...]
    note: str | None
    rank: int = 7


COLUMNS = columns_of(Specimen)


@pytest.mark.parametrize(
    ("column", "raw", "value"),
    [
        ("count", "-12", -12),
        ("count", 12, 12),
        ("share", "0.10", Decimal("0.10")),
        ("share", 3, Decimal(3)),
        ("is_open", "true", True),
        ("is_open", "no", False),
        ("is_open", False, False),
        ("opened_on", "2018-04-01", date(2018, 4, 1)),
        ("opened_on", date(2018, 4, 1), date(2018, 4, 1)),
        ("colour", "blue", Colour.BLUE),
        ("size", "small", "small"),
        ("names", "a; b;c", ("a", "b", "c")),
        ("names", ["a", "b"], ("a", "b")),
        ("note", "words", "words"),
    ],
)
def test_a_sound_cell_has_its_value(column: str, raw: object, value: object) -> None:
    assert value_of(COLUMNS[column], raw) == value


@pytest.mark.parametrize(
    ("column", "raw"),
    [
        ("count", "1,000"),
        ("count", "1e3"),
        ("count", "+1"),
        ("count", "1.0"),
        ("count", True),
        ("count", 1.5),
        ("count", "१२"),
        ("share", "NaN"),
        ("share", Decimal("NaN")),
        ("share", "1."),
        ("share", ".5"),
        ("share", "9" * 31),
        ("is_open", "1"),
        ("is_open", "TRUE"),
        ("opened_on", "2018-02-30"),
        ("opened_on", "01/04/2018"),
        ("opened_on", "20180401"),
        ("colour", "green"),
        ("size", ""),
        ("names", 3),
        ("note", "words "),
        ("note", "\u00a0words"),
        ("note", 3),
    ],
)
def test_another_cell_is_refused(column: str, raw: object) -> None:
    with pytest.raises(CellRefused):
        value_of(COLUMNS[column], raw)


def test_columns_know_what_they_refer_to_and_what_may_be_left_out() -> None:
    assert COLUMNS["names"].ref == Ref("names")
    assert [name for name, column in COLUMNS.items() if column.is_optional] == ["note"]
    assert [name for name, column in COLUMNS.items() if column.has_default] == ["rank"]


def test_a_type_no_cell_can_hold_is_a_mistake_in_code() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Odd(Row):
        FILE = "odd.csv"
        KEY = ("id",)
        id: bytes

    Odd.__annotations__["id"] = bytes
    with pytest.raises(TypeError, match="Column 'id' has type"):
        columns_of(Odd)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and text
)
NAMES = WORDS.filter(lambda text: ";" not in text)
SPECIMENS = st.builds(
    Specimen,
    id=WORDS,
    count=st.integers(-(10**15), 10**15),
    share=st.decimals(-1000, 1000, places=3),
    is_open=st.booleans(),
    opened_on=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    colour=st.sampled_from(Colour),
    size=st.sampled_from(["small", "large"]),
    names=st.lists(NAMES, max_size=4).map(tuple),
    note=st.none() | WORDS,
    rank=st.integers(0, 99),
)


@given(st.lists(SPECIMENS, min_size=1, max_size=5))
def test_writing_and_reading_gives_the_same_values(rows: list[Specimen]) -> None:
    findings = Findings("test")
    text = decoded("specimens.csv", csv_text(Specimen, rows).encode(), findings)
    assert text is not None
    _, raws = csv_rows("specimens.csv", text, findings)
    assert findings.problems == []
    for row, raw in zip(rows, raws, strict=True):
        for name, column in COLUMNS.items():
            written = raw.cells[name]
            value = value_of(column, written) if written else (() if column.is_list else None)
            assert value == getattr(row, name), name
            assert cell_text(getattr(row, name)) == written


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    findings = Findings("test")
    text = decoded("x.csv", data, findings)
    assert (text is None) == bool(findings.problems)
    if text is not None:
        csv_rows("x.csv", text, findings)
        toml_rows("x.toml", text, findings)
    assert all(problem.line >= 1 and problem.remedy for problem in findings.problems)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("packs")
    (root / "bury").mkdir()
    for name in ("place.toml", "sources.csv", "localities.csv", "neighbourhoods.csv"):
        (root / "bury" / name).write_bytes((packs_folder() / "bury" / name).read_bytes())
    return root


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_pack_spoilt_anywhere_is_loaded_or_refused_but_never_breaks(
    small: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["place.toml", "sources.csv", "neighbourhoods.csv"]))
    path = small / "bury" / name
    sound = (packs_folder() / "bury" / name).read_bytes()
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, min(len(sound), start + 40)))
    inserted = data.draw(
        st.binary(max_size=12) | st.sampled_from([b'"', b",", b"\n", b"[[x]]\n", b"=", b"''"])
    )
    path.write_bytes(sound[:start] + inserted + sound[end:])
    try:
        assert isinstance(load_place("bury", root=small), Place)
    except PackRefused as refusal:
        assert refusal.problems
        assert all("\n" not in str(problem) for problem in refusal.problems)
    finally:
        path.write_bytes(sound)


TOML = """# gateways of a town
[[gateway]]
id = "one"
opened_on = 2018-04-01

[[gateway]]
id = "two"
note = '''
[[not a row]]
'''
"""


def test_rows_of_a_toml_file_know_their_lines() -> None:
    findings = Findings("test")
    rows = toml_rows("gateways.toml", TOML, findings)
    assert findings.problems == []
    assert [(row.line, row.line_of("id"), row.cells["id"]) for row in rows] == [(2, 3, "one"), (6, 7, "two")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("id = 1\n[[row]]\nid = 2\n", "'id' is no entry of an array of tables"),
        ("[[row]]\nid = 1\n[[other]]\nid = 2\n", "the file holds 2 arrays"),
        ("[[row]]\nid = \n", "the file is no sound TOML"),
        ("a = " + "[" * 5000, "the file is no sound TOML"),
    ],
)
def test_a_toml_file_that_is_no_array_of_tables_is_refused(text: str, what: str) -> None:
    findings = Findings("test")
    toml_rows("rows.toml", text, findings)
    assert what in findings.problems[0].what
