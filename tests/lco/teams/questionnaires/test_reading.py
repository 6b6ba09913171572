"""What a file of a questionnaire may say, and what is refused in one sentence."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire as Oracle

from lco.teams.questionnaires.items import Holds, Kind, Operator
from lco.teams.questionnaires.reading import SENSITIVITY, QuestionnaireRefused, read_file, read_questionnaire
from lco.teams.questionnaires.reading_values import BAND, HOLDS
from lco.teams.questionnaires.shelf import DEFINITIONS
from lco.teams.questionnaires.values import Coding
from tests.lco.teams.questionnaires.making import HEAD, content, group, item, limit, made, option, when

FILES = sorted(DEFINITIONS.glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_comes_with_the_platform_is_valid_fhir_and_is_read(path: Path) -> None:
    found = read_file(path)
    Oracle.model_validate(json.loads(path.read_text(encoding="utf-8")))
    assert path.stem == f"{found.name}-{found.version}"
    assert found.is_offered
    assert found.sections


def test_six_questionnaires_come_with_the_platform() -> None:
    assert {read_file(path).name for path in FILES} == {
        "care-act-eligibility",
        "carer-eligibility",
        "carers-assessment",
        "comprehensive-geriatric-assessment",
        "strengths-based-assessment",
        "wellbeing",
    }


def test_every_part_of_an_item_is_read() -> None:
    asked = item(
        "b",
        "integer",
        prefix="2.",
        required=True,
        initial=[{"valueInteger": 3}],
        code=[{"system": "s", "code": "c"}],
        enableWhen=[when("a", "=", answerCoding={"code": "yes"}), when("a", "exists", answerBoolean=True)],
        enableBehavior="any",
        extension=[
            limit("minValue", valueInteger=1),
            limit("maxValue", valueInteger=9),
            {"url": HOLDS, "valueCode": "need"},
            {
                "url": BAND,
                "extension": [
                    {"url": "least", "valueInteger": 1},
                    {"url": "most", "valueInteger": 4},
                    {"url": "title", "valueString": "low"},
                ],
            },
        ],
        item=[{"linkId": "b.hint", "type": "display", "text": "From 1 to 9."}],
    )
    found = made(group("g", item("a", "choice", answerOption=[option("yes", 2), option("no")]), asked))
    a, b = found.index["a"], found.index["b"]
    assert [(each.title, each.weight) for each in a.options] == [("Yes", Decimal(2)), ("No", None)]
    assert (b.kind, b.title, b.hint) == (Kind.INTEGER, "2. Question b", "From 1 to 9.")
    assert (b.is_required, b.initial, b.least, b.most) == (True, (3,), Decimal(1), Decimal(9))
    assert [each.operator for each in b.conditions] == [Operator.EQUAL, Operator.EXISTS]
    assert b.conditions[0].answer == Coding("yes")
    assert (b.needs_all, b.holds, b.bands[0].title, b.codes) == (False, Holds.NEED, "low", {"s|c"})
    assert found.parents == {"a": "g", "b": "g"}
    assert found.order.index("a") < found.order.index("b")
    assert found.canonical == "https://example.org/Questionnaire/falls|1.0"


def test_loose_questions_and_groups_make_sections_in_their_order() -> None:
    found = made(item("a"), item("b"), group("g", item("c")), item("d"))
    shape = [(section.title, [each.link_id for each in section.walk()]) for section in found.sections]
    assert shape == [("Falls", ["a", "b"]), ("Group g", ["g", "c"]), ("Falls", ["d"])]


def test_dates_texts_and_numbers_can_be_chosen_from() -> None:
    values = [{"valueString": "x"}, {"valueInteger": 3}, {"valueDate": "2026-08-06"}]
    found = made(item("a", "open-choice", answerOption=values))
    assert [each.value for each in found.index["a"].options] == ["x", 3, date(2026, 8, 6)]
    assert [each.title for each in found.index["a"].options] == ["x", "3", "2026-08-06"]


def test_what_is_set_beforehand_may_stand_at_an_option() -> None:
    chosen = {**option("yes"), "initialSelected": True}
    assert made(item("a", "choice", answerOption=[chosen])).index["a"].initial == (Coding("yes", "", "Yes"),)


CONDITION = {"enableBehavior": "all"}
REFUSED: dict[str, tuple[tuple[dict[str, Any], ...], str]] = {
    "unknown type": ((item("a", "slider"),), "'a' has the type 'slider', which is unknown"),
    "type not done": (
        (item("a", "quantity"),),
        "'a' is of type quantity, which cannot be asked here: use decimal",
    ),
    "no type": (({"linkId": "a", "text": "x"},), "'a' has the type 'None'"),
    "no linkId": (({"type": "string", "text": "x"},), "an item has no linkId"),
    "no text": (({"linkId": "a", "type": "string"},), "'a' has no text"),
    "text of another kind": ((item("a", text=7),), "'a' has no text"),
    "text too long": ((item("a", text="x" * 1001),), "'a' has a text of more than 1,000 characters"),
    "one linkId twice": ((item("a"), group("g", item("a"))), "'a' is the linkId of two items"),
    "a value set": ((item("a", "choice", answerValueSet="x"),), "'a' has answerValueSet"),
    "a modifier": ((item("a", modifierExtension=[{"url": "x"}]),), "'a' has modifierExtension"),
    "an expression": (
        (item("a", extension=[{"url": "http://x/sdc-questionnaire-calculatedExpression"}]),),
        "'a' has the extension sdc-questionnaire-calculatedExpression",
    ),
    "a choice of nothing": ((item("a", "choice"),), "'a' is a choice without answerOption"),
    "options of a text": (
        (item("a", answerOption=[option("x")]),),
        "'a' is of type string and cannot have answerOption",
    ),
    "one option twice": (
        (item("a", "choice", answerOption=[option("x"), option("x")]),),
        "'a' has the same answer twice",
    ),
    "options of no list": (
        (item("a", "choice", answerOption={"x": 1}),),
        "'a' has an answerOption that is no list",
    ),
    "too many options": (
        (item("a", "choice", answerOption=[option(f"x{n}") for n in range(201)]),),
        "'a' has more than 200 answers",
    ),
    "an option of nothing": (
        (item("a", "choice", answerOption=[{}]),),
        "'a' needs exactly one of valueBoolean",
    ),
    "an option not to choose": (
        (item("a", "choice", answerOption=[{"valueBoolean": True}]),),
        "'a' is of type choice and cannot have a valueBoolean",
    ),
    "a coding without code": (
        (item("a", "choice", answerOption=[{"valueCoding": {"display": "x"}}]),),
        "'a' has a valueCoding that is none",
    ),
    "a coding of no parts": (
        (item("a", "choice", answerOption=[{"valueCoding": 3}]),),
        "'a' has a valueCoding that is none",
    ),
    "a weight of words": (
        (
            item(
                "a",
                "choice",
                answerOption=[
                    {
                        **option("x"),
                        "extension": [
                            {
                                "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue",
                                "valueString": "y",
                            }
                        ],
                    }
                ],
            ),
        ),
        "'a' has a weight of 'X' that is not one number",
    ),
    "no day": ((item("a", "date", initial=[{"valueDate": "6 August"}]),), "'a' has a valueDate that is none"),
    "a day of no text": (
        (item("a", "date", initial=[{"valueDate": 6}]),),
        "'a' has a valueDate that is none",
    ),
    "a number that is a flag": (
        (item("a", "integer", initial=[{"valueInteger": True}]),),
        "'a' has a valueInteger that is none",
    ),
    "an integer of more than 32 bits": (
        (item("a", "integer", initial=[{"valueInteger": 2**31}]),),
        "'a' has a valueInteger that is none",
    ),
    "an endless number": (
        (item("a", "decimal", initial=[{"valueDecimal": 1e300}]),),
        "'a' has a valueDecimal that is none",
    ),
    "a flag that is a number": (
        (item("a", required=1),),
        "'a' has a required that is neither true nor false",
    ),
    "initial of another kind": (
        (item("a", "integer", initial=[{"valueString": "x"}]),),
        "'a' is of type integer and cannot have a valueString",
    ),
    "initial twice": (
        (item("a", initial=[{"valueString": "x"}, {"valueString": "y"}]),),
        "'a' has several answers set beforehand",
    ),
    "initial of a group": ((group("g", item("a"), initial=[{"valueString": "x"}]),), "'g' is of type group"),
    "maxLength of nought": ((item("a", maxLength=0),), "'a' has a maxLength that is no whole number"),
    "least above most": (
        (
            item(
                "a",
                "integer",
                extension=[limit("minValue", valueInteger=5), limit("maxValue", valueInteger=4)],
            ),
        ),
        "'a' has a minValue above its maxValue",
    ),
    "a limit of words": (
        (item("a", extension=[limit("minValue", valueInteger=5)]),),
        "'a' is of type string and cannot have minValue",
    ),
    "a limit of another kind": (
        (item("a", "date", extension=[limit("minValue", valueInteger=5)]),),
        "'a' has a minValue of another kind",
    ),
    "extension of no list": ((item("a", extension={"url": "x"}),), "'a' has an extension that is no list"),
    "it holds something else": (
        (item("a", extension=[{"url": HOLDS, "valueCode": "joy"}]),),
        "'a' says that it holds 'joy'",
    ),
    "a band without words": (
        (item("a", "integer", extension=[{"url": BAND, "extension": []}]),),
        "'a' has a band without",
    ),
    "a code of no list": ((item("a", code={"code": "x"}),), "'a' has a code that is no list"),
    "a group that repeats": ((group("g", item("a"), repeats=True),), "'g' is a group that repeats"),
    "words with items": (
        ({"linkId": "d", "type": "display", "text": "x", "item": [item("a")]},),
        "'d' is of type display and has items",
    ),
    "questions under many answers": (
        (item("a", repeats=True, item=[item("b")]),),
        "'a' repeats and has questions under it",
    ),
    "a condition on nothing": (
        (item("a", enableWhen=[when("z", "exists", answerBoolean=True)]),),
        "'a' depends on 'z', which is no question",
    ),
    "a condition on a group": (
        (group("g", item("b")), item("a", enableWhen=[when("g", "exists", answerBoolean=True)])),
        "'a' depends on 'g', which is no question",
    ),
    "a condition without question": (
        (item("a", enableWhen=[{"operator": "="}]),),
        "'a' has an enableWhen that names no question",
    ),
    "an unknown sign": (
        (item("b"), item("a", enableWhen=[when("b", "~", answerString="x")])),
        "'a' compares by '~'",
    ),
    "exists and no flag": (
        (item("b"), item("a", enableWhen=[when("b", "exists", answerString="x")])),
        "'a' asks whether an answer exists",
    ),
    "an answer of another kind": (
        (item("b"), item("a", enableWhen=[when("b", "=", answerInteger=1)])),
        "'a' compares 'b' with an answer of another kind",
    ),
    "more than words": (
        (item("b"), item("a", enableWhen=[when("b", ">", answerString="x")])),
        "'a' asks whether 'b' is > something",
    ),
    "several and no behaviour": (
        (item("b"), item("a", enableWhen=[when("b", "exists", answerBoolean=True)] * 2)),
        "'a' has several conditions",
    ),
    "too many conditions": (
        (item("b"), item("a", enableWhen=[when("b", "exists", answerBoolean=True)] * 21, **CONDITION)),
        "'a' has more than 20 conditions",
    ),
    "a circle": (
        (
            item("a", enableWhen=[when("b", "exists", answerBoolean=True)]),
            item("b", enableWhen=[when("a", "exists", answerBoolean=True)]),
        ),
        "'a' and 'b' depend on each other",
    ),
    "a group that waits for its own": (
        (group("g", item("a"), enableWhen=[when("a", "exists", answerBoolean=True)]),),
        "'a' and 'g' depend on each other",
    ),
    "no question": ((group("g"),), "it asks no question"),
    "items of no list": ((group("g", item("a")) | {"item": {}},), "'g' has no list where one belongs"),
    "too many items": (tuple(item(f"a{n}") for n in range(501)), "it has more than 500 items"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_asked_is_refused_by_its_linkid(name: str) -> None:
    items, sentence = REFUSED[name]
    with pytest.raises(QuestionnaireRefused, match=re.escape(sentence)) as refused:
        made(*items)
    assert "\n" not in str(refused.value)


def band(least: Any, most: Any, title: str = "low") -> dict[str, Any]:
    parts = {
        "least": {"valueDecimal": least},
        "most": {"valueDecimal": most},
        "title": {"valueString": title},
    }
    if isinstance(least, str):
        parts["least"] = {"valueString": least}
    return {"url": BAND, "extension": [{"url": name, **value} for name, value in parts.items()]}


@pytest.mark.parametrize(
    ("bands", "sentence"),
    [
        ([band(0, 4), band(4, 6, "high")], "'a' has bands that overlap: 'low' and 'high'"),
        ([band(5, 4)], "'a' has a band whose least is above its most"),
        ([band("x", 4)], "'a' has a band whose least and most are no numbers"),
    ],
)
def test_bands_that_make_no_sense_are_refused(bands: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(QuestionnaireRefused, match=sentence):
        made(item("a", "integer", extension=bands))


def deep(levels: int) -> bytes:
    inner = item("end")
    for level in range(levels):
        inner = group(f"g{level}", inner)
    return content(inner)


NASTY: dict[str, tuple[bytes, str]] = {
    "ten megabytes": (b'{"x": "' + b"a" * 10_000_000 + b'"}', "larger than 1 MB"),
    "nested ten thousand deep": (b"[" * 10_000, "nested too deeply|not JSON"),
    "objects a hundred thousand deep": (b'{"item":' * 100_000, "nested too deeply|not JSON"),
    "seven levels of groups": (deep(7), "stands more than 6 levels deep"),
    "empty": (b"", "not JSON"),
    "no JSON": (b"<Questionnaire/>", "not JSON"),
    "cut off": (content(item("a"))[:-5], "not JSON"),
    "UTF-16": (content(item("a")).decode().encode("utf-16"), "not text in UTF-8"),
    "NUL": (b"\x00" * 100, "not JSON"),
    "a list": (b"[]", "no FHIR Questionnaire"),
    "another resource": (b'{"resourceType": "Patient"}', "no FHIR Questionnaire"),
    "one name twice": (b'{"resourceType": "Questionnaire", "url": "a", "url": "b"}', "'url' stands twice"),
    "not a number": (b'{"resourceType": "Questionnaire", "item": NaN}', "NaN is no number of JSON"),
    "a number of a million digits": (
        b'{"resourceType": "Questionnaire", "x": ' + b"9" * 900_000 + b"}",
        "a number in it has too many digits",
    ),
    "a null character": (content(item("a", text="x\0y")), "a null character"),
    "half of a character": (content(item("a", text="x\ud800y")), "half of a character"),
    "items that are words": (content().replace(b"[]", b'["a"]'), "an item has no linkId"),
    "no items": (json.dumps(HEAD).encode(), "has no list where one belongs"),
}


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_file_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    file, sentence = NASTY[name]
    path = tmp_path / "nasty.json"
    path.write_bytes(file)
    with pytest.raises(QuestionnaireRefused, match=sentence) as refused:
        read_file(path)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_questionnaire(b"\xef\xbb\xbf" + content(item("a"))).name == "falls"


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ({"url": "falls"}, "its url has to be an address"),
        ({"url": "https://x y"}, "its url has to be an address"),
        ({"version": ""}, "its version has to be a version"),
        ({"version": "1|2"}, "its version has to be a version"),
        ({"id": "Falls!"}, "its id has to be an id of small letters"),
        ({"title": " "}, "its title has to be words"),
        ({"title": "x" * 201}, "its title has more than 200 characters"),
        ({"description": 3}, "its description has to be words"),
        ({"publisher": None}, "its publisher has to be words"),
        ({"status": "unknown"}, "its status has to be one of draft, active, retired"),
        ({"modifierExtension": [{"url": "x"}]}, "it has a modifierExtension"),
        ({"implicitRules": "https://x"}, "in implicitRules"),
        ({"code": "x"}, "its code is no list of codings"),
        ({"meta": []}, "its meta.security is no list of codings"),
        ({"meta": {"security": "x"}}, "its meta.security is no list of codings"),
        (
            {"meta": {"security": [{"system": SENSITIVITY, "code": "secret"}]}},
            "its sensitivity has to be one of",
        ),
    ],
)
def test_a_head_that_makes_no_sense_is_refused(head: dict[str, Any], sentence: str) -> None:
    with pytest.raises(QuestionnaireRefused, match=re.escape(sentence)):
        made(item("a"), **head)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireRefused, match="the file cannot be read: No such file"):
        read_file(tmp_path / "none.json")


def test_a_draft_and_a_retired_one_are_read_and_not_offered() -> None:
    assert [made(item("a"), status=status).is_offered for status in ("draft", "active", "retired")] == [
        False,
        True,
        False,
    ]


def test_a_label_says_how_closely_answers_are_held() -> None:
    labels = [{"system": "https://other", "code": "R"}, {"system": SENSITIVITY, "code": "sexual_health"}]
    assert made(item("a"), meta={"security": labels}).sensitivity == "sexual_health"
    assert made(item("a")).sensitivity == "ordinary"
