"""A pack that cannot be used is refused, each fault in one sentence with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lco.place.pack import PackRefused, load_place
from lco.place.refusal import Problem

Spoil = Callable[..., int]
Refused = Callable[..., list[Problem]]


def only(problems: list[Problem], file: str, line: int) -> str:
    """Return the sentence of the one problem, which must stand in that line."""
    assert [str(one) for one in problems[1:]] == []
    (problem,) = problems
    assert problem.file.endswith(f"manchester/{file}")
    assert problem.line == line
    return f"{problem.what}; {problem.remedy}"


def test_a_doubled_ward(spoil: Spoil, refused: Refused) -> None:
    spoil("neighbourhood_wards.csv", "E05000690,Bradford,", "E05000687,Ancoats and Clayton,")
    sentence = only(refused(), "neighbourhood_wards.csv", 3)
    assert sentence == "ward 'E05000687' is doubled: it stands in line 2; keep one of the two"


def test_a_ward_in_two_neighbourhoods(packs: Path, refused: Refused) -> None:
    path = packs / "manchester/neighbourhood_wards.csv"
    text = path.read_text(encoding="utf-8")
    first = text.split("\n")[1].replace("ancoats_clayton_and_bradford", "cheetham_and_crumpsall")
    path.write_text(text + first + "\n", encoding="utf-8")
    assert "is doubled: it stands in line 2" in only(
        refused(), "neighbourhood_wards.csv", text.count("\n") + 1
    )


def test_an_unknown_neighbourhood(spoil: Spoil, refused: Refused) -> None:
    line = spoil("neighbourhood_wards.csv", "Moston,miles_platting", "Moston,mile_platting")
    sentence = only(refused(), "neighbourhood_wards.csv", line)
    assert "neighbourhood 'mile_platting_newton_heath_moston_and_city_centre' is unknown" in sentence
    assert "add it to neighbourhoods.csv or name another" in sentence


def test_an_unknown_indicator(spoil: Spoil, refused: Refused) -> None:
    line = spoil("targets.csv", ",falls_admissions_65_plus,", ",falls_of_all_ages,")
    sentence = only(refused(frozenset({"falls_admissions_65_plus"})), "targets.csv", line)
    assert sentence == (
        "indicator 'falls_of_all_ages' is unknown; "
        "name one of the platform's indicators or declare it in measures.csv"
    )


def test_an_indicator_the_platform_lacks_is_unknown_until_the_place_declares_it(packs: Path) -> None:
    with pytest.raises(PackRefused, match="indicator 'falls_admissions_65_plus' is unknown"):
        load_place("manchester", root=packs, indicators=frozenset())
    path = packs / "manchester/measures.csv"
    row = path.read_text(encoding="utf-8").splitlines()[1]
    added = "falls_admissions_65_plus" + row[row.index(",") :]
    path.write_text(path.read_text(encoding="utf-8") + added + "\n", encoding="utf-8")
    assert load_place("manchester", root=packs, indicators=frozenset()).targets


def test_a_missing_source(spoil: Spoil, refused: Refused) -> None:
    line = spoil("gap.csv", ",prospectus_2016,", ",,")
    assert only(refused(), "gap.csv", line).startswith("the row has no source")


def test_an_unknown_source(spoil: Spoil, refused: Refused) -> None:
    line = spoil("gap.csv", ",prospectus_2016,", ",prospectus_2061,")
    sentence = only(refused(), "gap.csv", line)
    assert sentence == "source 'prospectus_2061' is unknown; add it to sources.csv or name another"


def test_a_missing_section(spoil: Spoil, refused: Refused) -> None:
    line = spoil(
        "levels.csv",
        ",prospectus_2016,How the LCO will work: Neighbourhoods and communities",
        ",prospectus_2016,",
    )
    assert only(refused(), "levels.csv", line) == "column 'section' is empty; fill it"


def test_an_unknown_file(packs: Path, refused: Refused) -> None:
    (packs / "manchester/neighbourhods.csv").write_text("id\n", encoding="utf-8")
    assert only(refused(), "neighbourhods.csv", 1).startswith("the file is unknown; a pack may hold ")


def test_a_folder_where_a_file_should_be(packs: Path, refused: Refused) -> None:
    (packs / "manchester/tiles.csv").unlink()
    (packs / "manchester/tiles.csv").mkdir()
    assert only(refused(), "tiles.csv", 1).startswith("the file is unknown")


def test_an_unknown_column(spoil: Spoil, refused: Refused) -> None:
    spoil("localities.csv", "id,name,note", "id,name,remark")
    sentences = [f"{one.line} {one.what}" for one in refused()]
    assert "1 column 'remark' is unknown" in sentences


def test_a_missing_column(spoil: Spoil, refused: Refused) -> None:
    spoil("tiles.csv", "neighbourhood,column,row,", "neighbourhood,column,rank,")
    assert {one.what for one in refused()} == {"column 'rank' is unknown", "column 'row' is missing"}


def test_a_column_named_twice(spoil: Spoil, refused: Refused) -> None:
    spoil("tiles.csv", "neighbourhood,column,row,", "neighbourhood,column,column,")
    assert only(refused(), "tiles.csv", 1) == "column 'column' is named twice; keep one of them"


def test_a_file_without_header(packs: Path, refused: Refused) -> None:
    (packs / "manchester/tiles.csv").write_bytes(b"")
    assert only(refused(), "tiles.csv", 1).startswith("the file has no header")


@pytest.mark.parametrize(
    ("old", "new", "must"),
    [
        ("gap,Gap,1,49439", 'gap,Gap,1,"49,439"', "a whole number without thousands separators"),
        ("gap,Gap,1,49439", "gap,Gap,1,49439.5", "a whole number without thousands separators"),
        ("gap,Gap,1,49439", "gap,Gap,1,٤٩", "a whole number without thousands separators"),
        ("gap,Gap,1,49439", "gap,Gap,1," + "9" * 5000, "a whole number without thousands separators"),
        ("49439,gap,", "49439,hole,", "one of gap, step, remaining"),
        ("gap,Gap,1", "gap, Gap,1", "text without spaces around it"),
    ],
)
def test_a_cell_of_the_wrong_type(old: str, new: str, must: str, spoil: Spoil, refused: Refused) -> None:
    line = spoil("gap.csv", old, new)
    assert only(refused(), "gap.csv", line).endswith(f"it must be {must}")


def test_a_wrong_cell_is_quoted_in_short(spoil: Spoil, refused: Refused) -> None:
    spoil("gap.csv", "gap,Gap,1,49439", "gap,Gap,1," + "9" * 5000)
    assert len(str(refused()[0])) < 300


def test_a_row_with_a_cell_too_many(spoil: Spoil, refused: Refused) -> None:
    line = spoil("gap.csv", "gap,Gap,1,49439", "gap,Gap,1,49,439")
    assert only(refused(), "gap.csv", line).startswith("the row has 12 cells where the header has 11")


def test_a_quote_that_never_ends(packs: Path, refused: Refused) -> None:
    path = packs / "manchester/tiles.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip().removesuffix('"'), encoding="utf-8")
    assert only(refused(), "tiles.csv", 13).startswith("the file is no sound CSV (unexpected end of data)")


def test_a_quote_in_the_middle_of_a_cell(spoil: Spoil, refused: Refused) -> None:
    line = spoil("tiles.csv", "cheetham_and_crumpsall,", '"cheetham"_and_crumpsall,')
    assert only(refused(), "tiles.csv", line).startswith("the file is no sound CSV")


def test_a_line_is_counted_past_cells_with_line_ends(spoil: Spoil, refused: Refused) -> None:
    spoil("gap.csv", "The contract's share of the city's 134 million", '"Share\nof the\ncity"')
    line = spoil("gap.csv", "business_as_usual,", ",")
    assert only(refused(), "gap.csv", line) == "column 'id' is empty; fill it"


@pytest.mark.parametrize(
    ("spoilt", "line", "what"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, 1, "begins with a byte order mark"),
        (lambda data: data.decode().encode("utf-16"), 1, "is written in UTF-16"),
        (lambda data: data.decode().encode("utf-16-be"), 1, "holds a NUL byte"),
        (lambda data: data.replace(b"\n", b"\r"), 1, "ends in a lone carriage return"),
        (lambda data: data.replace(b"\n", b"\n\0", 3), 2, "holds a NUL byte"),
        (lambda data: data.replace(b"own layout", b"own l\xe4yout", 1), 2, "is no valid UTF-8"),
        (lambda data: data + b"x" * 17_000_000, 1, "holds 17,00"),
        (lambda data: b"a," * 1_000_000 + b"\n" + data, 1, "names 1,000,001 columns"),
    ],
    ids=["bom", "utf-16", "utf-16-be", "cr-only", "nul", "latin-1", "huge", "million-columns"],
)
def test_bytes_that_are_no_plain_text(
    spoilt: Callable[[bytes], bytes], line: int, what: str, packs: Path, refused: Refused
) -> None:
    path = packs / "manchester/tiles.csv"
    path.write_bytes(spoilt(path.read_bytes()))
    assert what in only(refused(), "tiles.csv", line)


def test_windows_line_ends_are_fine(packs: Path) -> None:
    path = packs / "manchester/tiles.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(load_place("manchester", root=packs).tiles) == 12


def test_one_unreadable_file_is_one_fault(packs: Path, refused: Refused) -> None:
    path = packs / "manchester/sources.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "byte order mark" in only(refused(), "sources.csv", 1)


def test_settings_with_an_unknown_name(spoil: Spoil, refused: Refused) -> None:
    line = spoil("place.toml", "area_code =", "area_cod =")
    problems = refused()
    assert {one.what for one in problems} == {"'area_cod' is unknown", "column 'area_code' is empty"}
    assert line in {one.line for one in problems}


def test_settings_that_are_no_toml(spoil: Spoil, refused: Refused) -> None:
    line = spoil("place.toml", 'name = "Manchester"', 'name = "Manchester')
    assert only(refused(), "place.toml", line).startswith("the file is no sound TOML")


def test_two_tiles_in_one_square(spoil: Spoil, refused: Refused) -> None:
    line = spoil("tiles.csv", "cheetham_and_crumpsall,0,1", "cheetham_and_crumpsall,1,1")
    problems = refused()
    assert [one.what for one in problems] == [f"column and row '1, 1' is doubled: it stands in line {line}"]


def test_all_faults_are_told_together(spoil: Spoil, refused: Refused) -> None:
    spoil("gap.csv", ",prospectus_2016,", ",,")
    spoil("neighbourhood_wards.csv", "Moston,miles_platting", "Moston,mile_platting")
    spoil("tiles.csv", "cheetham_and_crumpsall,0,1", "cheetham_and_crumpsall,west,1")
    assert [one.file.rpartition("/")[2] for one in refused()] == [
        "gap.csv",
        "neighbourhood_wards.csv",
        "tiles.csv",
    ]


def test_twenty_faults_are_told_in_full_and_the_rest_counted(packs: Path) -> None:
    path = packs / "manchester/lsoas.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",derived_lsoas,", ",nobody,"), encoding="utf-8")
    with pytest.raises(PackRefused) as refusal:
        load_place("manchester", root=packs)
    lines = str(refusal.value).splitlines()
    assert len(refusal.value.problems) == 282
    assert len(lines) == 21
    assert lines[-1] == "... and 262 more of manchester; mend these first."
