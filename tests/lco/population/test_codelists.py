"""Code lists: how codes are read, which group and bit each gets, what is refused and where."""

from __future__ import annotations

from pathlib import Path

import ibis
import pytest

from lco import engine
from lco.population.codelist import BITS, from_files, groups_of_people, held, load, masks, normalised
from lco.population.codelist_file import CodeListRefused, read_codes
from lco.population.conditions import CATALOGUE, condition_codes, has_condition, number_of
from lco.population.example import Example, example_records
from lco.population.weights import load_weights

SAYS = "# source: x\n# version: 1\n"


def written(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("G20X", "G20"),
        ("E11.2 D", "E112"),
        ("e11.2", "E112"),
        (" I50 ", "I50"),
        ("M01.3A", "M013A"),
        ("F00.1*", "F001"),
        ("G30.1+", "G301"),
    ],
)
def test_codes_are_read_however_they_are_written(text: str, read: str) -> None:
    assert normalised(text) == read


def test_read_codes_keep_their_dots_and_small_letters() -> None:
    assert normalised(" G20.. ", "read2") == "G20.."
    assert normalised("XaIc9", "ctv3") == "XaIc9"


def test_codes_match_by_beginning_or_whole_in_their_own_system(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        SAYS + "group,code,system,match\nheart,I50,icd10,prefix\nheart,84114007,snomed,\n"
        "heart,G58,read2,prefix\nlung,J44,icd10,exact\n",
    )
    found = from_files("mine", [read_codes(path)])
    assert found.groups_of("I50.9") == found.groups_of("84114007", "snomed") == ("heart",)
    assert found.groups_of("G580.", "read2") == ("heart",)
    assert found.groups_of("J44") == ("lung",)
    for code, system in [("J44.9", "icd10"), ("I50", "snomed"), ("841140071", "snomed"), ("g580.", "read2")]:
        assert found.groups_of(code, system) == ()


def test_a_list_longer_than_a_mask_takes_a_second(tmp_path: Path) -> None:
    codes = [f"A{number:02d}" for number in range(99)]
    rows = "".join(f"g{code},{code}\n" for code in codes)
    found = from_files(
        "long", [read_codes(written(tmp_path, SAYS + "# system: icd10\ngroup,prefix\n" + rows))]
    )
    assert found.columns == ("mask_0", "mask_1")
    assert found.place("gA00") == (0, 1)
    assert found.place("gA61") == (0, 1 << 61)
    assert found.place("gA62") == (1, 1)
    example = Example({"conditions": "person | code\n1 | A00\n1 | A61\n1 | A62\n2 | A98\n3 | B00"}, {}, "")
    folder = tmp_path / "records"
    folder.mkdir()
    records = example_records(engine.connect(), example, folder)
    people = groups_of_people(records["conditions"], masks(records, found))
    rows_found = records.con.to_pyarrow(people.order_by("person")).to_pylist()
    assert rows_found == [
        {"person": 1, "mask_0": 1 << 61 | 1, "mask_1": 1},
        {"person": 2, "mask_0": 0, "mask_1": 1 << (98 - BITS)},
    ]
    columns = [people[name] for name in found.columns]
    told = people.select("person", is_held=held(columns, found, "gA98")).order_by("person")
    assert [row["is_held"] for row in records.con.to_pyarrow(told).to_pylist()] == [False, True]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# system: icd10\n# version: 1\ngroup,prefix\na,A00\n", "mine.csv does not say its source"),
        ("# source: x\ngroup,prefix\na,A00\n", "mine.csv does not say its version"),
        (SAYS + "group,prefix\na,A00\n", "mine.csv, line 4: it names no coding system"),
        (SAYS + "group,code,system\na,1,snomed,x\n", "mine.csv, line 4: it has 4 cells, the first row has 3"),
        (SAYS + "group,code,system\n,1,snomed\n", "mine.csv, line 4: it names no group"),
        (SAYS + "group,code,system,match\na,1,snomed,like\n", "line 4: 'like' is no way to match"),
        (SAYS + "group,code,colour\na,1,red\n", "line 3: there is no column 'colour'"),
        (SAYS + "group,system\na,icd10\n", "must have the columns 'group' and either 'prefix' or 'code'"),
        (SAYS, "must have the columns"),
        ("# nonsense\n" + SAYS, "mine.csv, line 1: write '# name: words'"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_line(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CodeListRefused, match=sentence):
        read_codes(written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CodeListRefused, match=r"mine\.csv cannot be read as text"):
        read_codes(path)


def test_falls_are_the_twenty_categories() -> None:
    assert load("falls").codes_of("fall") == tuple(f"W{number:02d}" for number in range(20))


def test_the_catalogue_has_a_bit_and_codes_for_every_condition() -> None:
    codes = condition_codes()
    assert tuple(codes.groups) == tuple(CATALOGUE)
    assert [each.bit for each in CATALOGUE.values()] == [1 << place for place in range(45)]
    for each in CATALOGUE.values():
        assert codes.place(each.id) == (0, each.bit)
        assert codes.codes_of(each.id), f"{each.id} has no code"
        assert each.title[0].isupper()
        assert each.plain_words


@pytest.mark.parametrize(
    ("text", "system", "conditions"),
    [
        ("I10", "icd10", {"hypertension"}),
        ("I25.2", "icd10", {"coronary_heart_disease", "myocardial_infarction"}),
        ("E11.9", "icd10", {"diabetes"}),
        ("C78.0", "icd10", {"cancer", "metastatic_cancer"}),
        ("G45.9", "icd10", {"stroke_or_tia"}),
        ("O80", "icd10", {"pregnancy"}),
        ("J06.9", "icd10", set()),
        ("stroke", "local", {"stroke_or_tia"}),
        ("tia", "local", {"stroke_or_tia"}),
        ("anxiety", "local", {"anxiety_or_depression"}),
        ("depression", "local", {"anxiety_or_depression"}),
        ("autism_spectrum_disorder", "local", {"autism"}),
        ("falls", "local", {"falls"}),
        ("falls_admission", "local", set()),
    ],
)
def test_codes_say_which_conditions_they_are(text: str, system: str, conditions: set[str]) -> None:
    assert set(condition_codes().groups_of(text, system)) == conditions


def test_every_made_up_condition_is_in_the_catalogue() -> None:
    from lco.records.synthetic.reference import conditions

    for each in conditions():
        assert condition_codes().bits(each.id, "local"), f"{each.id} is no condition of the catalogue"


def test_conditions_of_a_person_are_told_and_counted() -> None:
    bits = CATALOGUE["asthma"].bit | CATALOGUE["frailty"].bit | CATALOGUE["current_smoker"].bit
    people = ibis.memtable({"illnesses": [bits, 0]}, schema={"illnesses": "int64"})
    table = people.select(
        has_frailty=has_condition(people.illnesses, "frailty"),
        has_copd=has_condition(people.illnesses, "copd"),
        long_term=number_of(people.illnesses),
    )
    assert engine.connect().to_pyarrow(table).to_pylist() == [
        {"has_frailty": True, "has_copd": False, "long_term": 2},
        {"has_frailty": False, "has_copd": False, "long_term": 0},
    ]
    with pytest.raises(KeyError, match="gout"):
        has_condition(people.illnesses, "gout")


@pytest.mark.parametrize(
    ("name", "groups", "codes", "sums"),
    [
        ("charlson_quan", 17, 289, {"original_1987": 33, "quan_2011": 28}),
        ("charlson_shmi", 17, 166, {"shmi": 129}),
        ("elixhauser_quan", 31, 399, {"van_walraven": 70}),
        ("hfrs", 109, 109, {"tenths": 1732}),
    ],
)
def test_copied_tables_are_whole_by_count_and_sum(
    name: str, groups: int, codes: int, sums: dict[str, int]
) -> None:
    found = load(name)
    assert (len(found.groups), len(found.lines)) == (groups, codes)
    assert len({(each.group, each.code) for each in found.lines}) == codes, "a code stands twice in its group"
    editions = load_weights(name).editions
    assert {edition: sum(weights.values()) for edition, weights in editions.items()} == sums
    assert all(list(weights) == list(found.groups) for weights in editions.values())
