"""The sections of a plan: those that come with the product, and a place's own."""

from __future__ import annotations

import pytest

from lco.teams.plans.content import NOTHING, ContentRefused, entry, refuse_what_cannot_be, with_section, words
from lco.teams.plans.schema import Field, FieldKind, SchemaRefused, Shape, default_schema, faults, read_schema

OWN = """
version = "ours-1"
title = "Our plan"
[attainment]
correlation = 0.3
source = "agreed by our board"
[[section]]
id = "garden"
title = "The garden"
hint = "What grows."
shape = "words"
fields = [{ id = "trees", title = "Trees" }]
"""


def test_the_sections_that_come_with_the_product_cover_a_plan() -> None:
    ids = {section.id for section in default_schema().sections}
    assert ids >= {
        "about_me",
        "strengths",
        "goals",
        "contingency",
        "legal",
        "people",
        "services",
        "adjustments",
        "conversation",
    }


def test_what_the_person_says_of_themselves_is_open_and_the_law_is_held_closer() -> None:
    schema = default_schema()
    about, legal = schema.section("about_me"), schema.section("legal")
    assert about is not None
    assert legal is not None
    assert (about.is_open, about.shape, about.sensitivity) == (True, Shape.WORDS, "ordinary")
    assert (legal.is_open, legal.shape, legal.sensitivity) == (False, Shape.ITEMS, "sensitive")
    assert [section.id for section in schema.sections if section.is_open] == ["about_me"]


def test_names_told_from_memory_say_so() -> None:
    to_check = {section.id for section in default_schema().sections if section.names == "check"}
    assert to_check >= {"about_me", "legal", "contingency", "adjustments", "people"}
    assert "goals" not in to_check


def test_every_section_has_an_easy_heading_and_a_sign() -> None:
    for section in default_schema().sections:
        assert len(section.easy.split()) <= 9, section.id
        assert section.sign != "•", section.id
        assert section.naming in section.fields


def test_a_place_reads_its_own_sections() -> None:
    schema = read_schema(OWN)
    assert (schema.version, schema.title, [each.id for each in schema.sections]) == (
        "ours-1",
        "Our plan",
        ["garden"],
    )
    garden = schema.sections[0]
    assert (garden.easy, garden.sign, garden.item, garden.names) == ("The garden", "•", "entry", "own")
    assert garden.naming.id == "trees"
    assert garden.field("flowers") is None
    assert schema.section("goals") is None


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('version = "ours-1"', "", "cannot be read: 'version'"),
        ("correlation = 0.3", 'correlation = "much"', "cannot be read"),
        ('shape = "words"', 'shape = "poem"', "is not a valid Shape"),
        ("[[section]]", "[[section", "cannot be read"),
        ('title = "Trees" }', 'title = "Trees" }, { id = "trees", title = "Again" }', "field of 'garden'"),
        ('title = "Trees" }', 'title = "Trees", kind = "choice" }', "offers choices exactly when"),
        ('title = "Trees" }', 'title = "Trees", choices = { a = "A" } }', "offers choices exactly when"),
        ('[{ id = "trees", title = "Trees" }]', "[]", "field of 'garden'"),
    ],
)
def test_sections_that_cannot_be_used_are_refused(was: str, becomes: str, sentence: str) -> None:
    with pytest.raises(SchemaRefused, match=sentence):
        read_schema(OWN.replace(was, becomes))


def test_a_section_written_twice_is_refused() -> None:
    twice = OWN + OWN[OWN.index("[[section]]") :]
    with pytest.raises(SchemaRefused, match="written twice or missing: \\['garden'\\]"):
        read_schema(twice)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (Field("a", "Name", is_required=True), "", "Answer 'Name'"),
        (Field("a", "Name"), "", ""),
        (Field("a", "Name", kind=FieldKind.LINE), "x" * 301, "at most 300 characters"),
        (Field("a", "Words"), "x" * 4001, "at most 4,000 characters"),
        (Field("a", "Words"), "x" * 4000, ""),
        (Field("a", "Kind", kind=FieldKind.CHOICE, choices={"b": "B"}), "c", "Choose one"),
        (Field("a", "Kind", kind=FieldKind.CHOICE, choices={"b": "B"}), "b", ""),
        (Field("a", "Day", kind=FieldKind.DAY), "6 August", "Give the day"),
        (Field("a", "Day", kind=FieldKind.DAY), "2026-08-06", ""),
    ],
)
def test_what_may_be_written_in_a_field(field: Field, value: str, sentence: str) -> None:
    assert sentence in faults(field, value)
    assert bool(faults(field, value)) == bool(sentence)


def test_a_choice_is_shown_in_words_and_all_else_as_written() -> None:
    field = Field("a", "Kind", kind=FieldKind.CHOICE, choices={"b": "Both"})
    assert (field.in_words("b"), field.in_words("gone")) == ("Both", "gone")


def test_what_cannot_stand_in_a_section_is_refused() -> None:
    schema = default_schema()
    strength = entry("s", {"kind": "strength", "words": "She bakes", "area": "social"})
    fine = with_section(
        with_section(NOTHING, "strengths", [strength]), "about_me", words({"support": "At night"})
    )
    for section in ("strengths", "about_me", "seen_by", "goals"):
        refuse_what_cannot_be(schema, fine, section)
    wrong = {
        "nowhere": ("The plan has no such section", NOTHING),
        "strengths": ("stands twice", with_section(NOTHING, "strengths", [strength, strength])),
        "about_me": ("asks no such question", with_section(NOTHING, "about_me", words({"shoe_size": "6"}))),
        "goals": ("Answer 'What do you", with_section(NOTHING, "goals", [entry("g", {"kind": "physical"})])),
    }
    for section, (sentence, content) in wrong.items():
        with pytest.raises(ContentRefused, match=sentence):
            refuse_what_cannot_be(schema, content, section)
