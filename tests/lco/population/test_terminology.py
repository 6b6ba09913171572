"""A place's own terminology: it reaches the scores, and what cannot be used is refused by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lco import engine
from lco.population.codelist import bits_of_codes, masks
from lco.population.codelist_file import CodeListRefused, Terminology
from lco.population.conditions import CATALOGUE, condition_codes
from lco.population.example import Example, example_records
from lco.population.own_files import keep
from lco.population.score import scores
from lco.population.tables import Records
from lco.population.terminology import fingerprint, read_terminology, shipped_lists
from lco.population.unmapped import coverage
from lco.population.weights import load_weights
from lco.population.worked import data_of_scores
from lco.store import open_store

CODES = """# extends: conditions
# source: our trust's own list
# version: 3
# licence: SNOMED CT, licensed to our trust
# system: snomed
group,code
diabetes,44054006
frailty,404904002
"""
MAP = """# source: our own map
# version: 1
from_system,from_code,to_system,to_code
snomed,84114007,icd10,I50.9
snomed,84114007,icd10,I11
omop,316866,snomed,44054006
"""


def given(tmp_path: Path, *files: tuple[str, str]) -> Records:
    """Return records of four people coded in SNOMED and OMOP, with files of own terminology loaded."""
    conditions = """
        person | code             | starts_on
        1      | snomed:44054006  | 2017-01-01
        2      | snomed:84114007  | 2017-01-01
        3      | omop:316866      | 2017-01-01
        4      | snomed:38341003  | 2017-01-01
        4      | snomed:38341003  | 2017-02-01
        4      | J06.9            | 2017-02-01
    """
    example = Example({"conditions": conditions}, {}, "")
    records = example_records(engine.connect(), example, tmp_path)
    for name, text in files:
        (tmp_path / name).write_text(text, encoding="utf-8")
        keep(tmp_path / name, tmp_path)
    return Records(records.con, records.tables, records.codes, terminology=read_terminology(tmp_path))


def conditions_of(records: Records) -> dict[str, set[str]]:
    bits = bits_of_codes(records, condition_codes())
    return {
        f"{each.system}:{each.text}": {
            name for name, condition in CATALOGUE.items() if bits.get(each.code, 0) & condition.bit
        }
        for each in records.dictionary
        if each.code in bits
    }


def test_without_own_terminology_foreign_codes_count_for_nothing(tmp_path: Path) -> None:
    records = given(tmp_path)
    assert conditions_of(records) == {}
    assert fingerprint(records.terminology) == ""


def test_own_codes_and_maps_count(tmp_path: Path) -> None:
    records = given(tmp_path, ("ours.csv", CODES), ("map.csv", MAP))
    assert conditions_of(records) == {
        "snomed:44054006": {"diabetes"},
        "snomed:84114007": {"heart_failure", "hypertension"},
        "omop:316866": {"diabetes"},
    }


def test_a_mapped_code_counts_for_a_score_of_icd_10(tmp_path: Path) -> None:
    records = given(tmp_path, ("map.csv", MAP))
    rows = records.con.to_pyarrow(
        scores()["charlson"].compute(records, Example({}, {}, "").index_on)
    ).to_pylist()
    assert [(row["person"], row["charlson"]) for row in rows] == [(2, 2)]


def test_groups_keep_their_bits_when_codes_are_added(tmp_path: Path) -> None:
    records = given(tmp_path, ("ours.csv", CODES))
    found = records.con.to_pyarrow(masks(records, condition_codes())).to_pylist()
    assert [row["mask_0"] for row in found] == [CATALOGUE["diabetes"].bit]
    complete = condition_codes().with_lines(records.terminology.added_to("conditions"))
    assert list(complete.groups) == list(CATALOGUE)
    assert complete.version.endswith("+ ours 3")
    assert complete.sha256 != condition_codes().sha256


def test_what_no_condition_covers_is_counted_and_named(tmp_path: Path) -> None:
    covered = coverage(given(tmp_path, ("ours.csv", CODES)))
    assert (covered.codes, covered.unmapped_codes, covered.rows, covered.unmapped_rows) == (5, 4, 6, 5)
    first, rows = covered.commonest[0]
    assert (first.system, first.text, rows) == (
        "snomed",
        "38341003",
        2,
    )
    assert len(coverage(given(tmp_path), most=1).commonest) == 1


def test_the_fingerprint_changes_with_what_is_loaded(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder in folders:
        folder.mkdir()
    loaded = [
        given(folders[0], ("ours.csv", CODES)).terminology,
        given(folders[1], ("map.csv", MAP)).terminology,
        given(folders[2], ("ours.csv", CODES.replace("version: 3", "version: 4"))).terminology,
    ]
    assert len({fingerprint(each) for each in [*loaded, Terminology()]}) == 4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (CODES.replace("# extends: conditions\n", ""), r"mine\.csv does not say its extends"),
        (CODES.replace("# licence: SNOMED CT, licensed to our trust\n", ""), "does not say its licence"),
        (CODES.replace("extends: conditions", "extends: gout"), "extends 'gout', which is no list"),
        (CODES.replace("diabetes,", "sugar,"), "line 7: conditions has no group 'sugar'"),
        (CODES.replace("404904002", ""), "line 8: it has no code"),
        (CODES.split("diabetes", maxsplit=1)[0], r"mine\.csv has no codes"),
        (MAP.replace("from_system,from_code", "from_system,code"), "must have the columns from_system"),
        (MAP.replace("omop,316866", "omop,"), "line 6: a cell is empty"),
        (MAP.replace("snomed,44054006", "omop,316866"), "line 6: 316866 stands for itself"),
        (MAP.split("snomed", maxsplit=1)[0], "has no rows under its first"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_kept(
    text: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodeListRefused, match=sentence):
        keep(path, tmp_path)
    assert not (tmp_path / "codelists").exists()


def test_a_file_must_be_called_csv(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(CODES, encoding="utf-8")
    with pytest.raises(CodeListRefused, match=r"mine\.txt is no CSV"):
        keep(path, tmp_path)


def test_a_file_of_the_same_name_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CODES, encoding="utf-8")
    keep(path, tmp_path)
    path.write_text(CODES.replace("frailty,404904002\n", ""), encoding="utf-8")
    assert "1 codes for 1 group of conditions, version 3" in keep(path, tmp_path).told
    assert len(read_terminology(tmp_path).files["mine"].lines) == 1
    assert [each.name for each in (tmp_path / "codelists").iterdir()] == ["mine.csv"]


def weights_file(**changes: int) -> str:
    groups = {**dict.fromkeys(load_weights("cmms").editions["general"], 100), **changes}
    rows = "".join(f"{group},{weight}\n" for group, weight in groups.items())
    return "# extends: cmms\n# source: the paper's table\n# version: 1\ngroup,admission\n" + rows


def test_own_weights_fill_the_third_outcome(tmp_path: Path) -> None:
    (tmp_path / "cmms.csv").write_text(weights_file(diabetes=-25), encoding="utf-8")
    assert keep(tmp_path / "cmms.csv", tmp_path).told == "weights admission for cmms."
    given_people = {
        "people": "person | born_on\n1 | 1950-01-01\n2 | 1950-01-01",
        "conditions": "person | code | starts_on\n1 | E11 | 2017-01-01\n1 | I10 | 2017-01-01",
    }
    records = example_records(engine.connect(), Example(given_people, {}, ""), tmp_path)
    assert "admission" in records.terminology.weights["cmms"]
    rows = records.con.to_pyarrow(scores()["cmms"].compute(records, Example({}, {}, "").index_on)).to_pylist()
    assert {row["person"]: row["cmms_admission_hundredths"] for row in rows} == {1: 75, 2: 0}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (weights_file(gout=1), "give each group of cmms a weight once, see 'gout'"),
        (
            weights_file().replace("group,admission", "group,general"),
            "'general' of cmms come with the platform",
        ),
        (weights_file().replace("diabetes,100", "diabetes,1.5"), "give 'diabetes' one whole number"),
        (weights_file() + "diabetes,100\n", "give 'diabetes' one whole number"),
        (weights_file().replace("# version: 1\n", ""), "do not say their version"),
    ],
)
def test_weights_that_do_not_fit_are_refused(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CodeListRefused, match=sentence):
        keep(tmp_path / "mine.csv", tmp_path)


def test_every_list_of_the_platform_can_be_extended_and_says_where_it_is_from() -> None:
    for name, each in shipped_lists().items():
        assert each.name == name
        assert each.source, name
        assert len(each.sha256) == 64
    assert len(shipped_lists()["efi"].groups) == 36
    assert not shipped_lists()["efi"].lines, "codes of deficits are licensed and must not be shipped"


def test_terminology_may_be_there_before_the_first_records(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(CODES, encoding="utf-8")
    keep(tmp_path / "ours.csv", tmp_path / "store")
    store = open_store(tmp_path / "store", place="manchester", create=True)
    assert read_terminology(store.path).files.keys() == {"ours"}


def test_a_manifest_can_name_all_lists_weights_and_the_own_terminology(tmp_path: Path) -> None:
    said = data_of_scores(Terminology())
    assert said.keys() >= {"code list hfrs", "weights hfrs", "code list conditions", "weights cmms"}
    assert said["code list charlson_shmi"].startswith("1.60, sha256 ")
    assert "own terminology" not in said
    own = data_of_scores(given(tmp_path, ("ours.csv", CODES)).terminology)
    assert own.keys() - said.keys() == {"own terminology"}
