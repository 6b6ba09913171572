"""Made-up people scored by pycomorb and by ourselves: every difference is counted and the first are named."""

from __future__ import annotations

import importlib
import importlib.util
import random
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lco.population.codelist import load
from lco.population.crosscheck.finding import Difference, Finding
from lco.population.example import Example, example_records
from lco.population.score import scores

PACKAGE = "pycomorb"
MOST_NAMED = 5
# Our score and column, how many to one of its units, and what is asked of the package.
_COMPARED: tuple[tuple[str, str, int, Mapping[str, str]], ...] = (
    ("charlson", "charlson_1987", 1, {"score": "charlson", "implementation": "quan", "weights": "charlson"}),
    ("charlson", "charlson", 1, {"score": "charlson", "implementation": "quan", "weights": "quan"}),
    (
        "charlson_shmi",
        "charlson_shmi",
        1,
        {"score": "charlson", "implementation": "uk_shmi", "weights": "uk_shmi"},
    ),
    (
        "elixhauser",
        "elixhauser",
        1,
        {"score": "elixhauser", "implementation": "quan", "weights": "van_walraven"},
    ),
    ("hfrs", "hfrs_tenths", 10, {"score": "hfrs"}),
)
_OTHER_CODES = ("J069", "Z00", "W19", "R54", "K57", "T140", "H109")


def made_up(people: int, seed: int) -> dict[int, list[str]]:
    """Return people with codes drawn from the code lists and beside them, by number."""
    chance = random.Random(seed)  # noqa: S311 - nobody keeps a secret by it
    lists = ("charlson_quan", "charlson_shmi", "elixhauser_quan", "hfrs")
    codes = sorted({each.code for name in lists for each in load(name).lines if len(each.code) > 2})
    return {
        person: [
            *(chance.choice(codes) + chance.choice(["", "0", "9"]) for _ in range(chance.randint(1, 9))),
            *chance.sample(_OTHER_CODES, 2),
        ]
        for person in range(1, people + 1)
    }


def held_against_people(con: Any, folder: Path, *, people: int, seed: int) -> Iterator[Finding]:
    """Yield Charlson, Elixhauser and hospital frailty of made-up people held against pycomorb's answers."""
    if importlib.util.find_spec(PACKAGE) is None:
        yield Finding(PACKAGE, "scores of made-up people", not_done=f"{PACKAGE} is not installed")
        return
    package = f"{PACKAGE} {version(PACKAGE)}"
    drawn = made_up(people, seed)
    ours = _ours(con, folder, drawn)
    for _, column, scale, asked in _COMPARED:
        theirs = _theirs(drawn, asked, scale)
        wrong = [person for person in drawn if ours[column].get(person, 0) != theirs[person]]
        named = tuple(
            Difference(", ".join(drawn[person]), str(ours[column].get(person, 0)), str(theirs[person]))
            for person in wrong[:MOST_NAMED]
        )
        yield Finding(package, f"{column} of made-up people", len(drawn), "people", named)


def _ours(con: Any, folder: Path, drawn: Mapping[int, Sequence[str]]) -> dict[str, dict[int, int]]:
    """Return our scores by column and person: all codes belong to one emergency admission of each."""
    codes = [f"{person} | {code} | 2017-05-01 | inpatient" for person, each in drawn.items() for code in each]
    stays = [f"{person} | 2017-05-01 | 2017-05-09 | emergency" for person in drawn]
    given = {
        "conditions": "\n".join(["person | code | starts_on | setting", *codes]),
        "admissions": "\n".join(["person | starts_on | ends_before | method", *stays]),
    }
    example = Example(given, {}, "")
    records = example_records(con, example, folder)
    found: dict[str, dict[int, int]] = {}
    for name in dict.fromkeys(name for name, *_ in _COMPARED):
        rows = con.to_pyarrow(scores()[name].compute(records, example.index_on)).to_pylist()
        for _, column, *_ in (each for each in _COMPARED if each[0] == name):
            found[column] = {row["person"]: row[column] for row in rows}
    return found


def _theirs(drawn: Mapping[int, Sequence[str]], asked: Mapping[str, str], scale: int) -> dict[int, int]:
    polars, package = (importlib.import_module(name) for name in ("polars", PACKAGE))
    pairs = [(person, code) for person, codes in drawn.items() for code in codes]
    frame = polars.DataFrame(
        {"id": [person for person, _ in pairs], "code": [code for _, code in pairs], "age": [40] * len(pairs)}
    )
    answered = package.comorbidity(df=frame, **asked)
    # Below 50 the package adds nothing for age, so its first number is the score without.
    column = next(name for name in answered.columns if name != "id")
    return {row["id"]: round(row[column] * scale) for row in answered.iter_rows(named=True)}
