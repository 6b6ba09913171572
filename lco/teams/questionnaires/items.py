"""What a questionnaire is: items with their kinds, options, conditions and limits; nothing of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from lco.teams.governance.terms import Sensitivity
from lco.teams.questionnaires.values import Value

# The code by which a questionnaire says that it is about the whole of a person.
WHOLE_PERSON = "https://lco.example/fhir/CodeSystem/purpose|whole-person"


class Kind(StrEnum):
    """The kinds of items that can be asked here; the words are FHIR's."""

    GROUP = "group"
    DISPLAY = "display"
    STRING = "string"
    TEXT = "text"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"

    @property
    def is_question(self) -> bool:
        """Say whether it takes an answer."""
        return self not in {Kind.GROUP, Kind.DISPLAY}

    @property
    def has_options(self) -> bool:
        """Say whether its answer is chosen from a list."""
        return self in {Kind.CHOICE, Kind.OPEN_CHOICE}

    @property
    def has_order(self) -> bool:
        """Say whether one answer can be greater than another."""
        return self in {Kind.INTEGER, Kind.DECIMAL, Kind.DATE}

    @property
    def is_written(self) -> bool:
        """Say whether the answer is in free words, which may name somebody."""
        return self in {Kind.STRING, Kind.TEXT}


class Holds(StrEnum):
    """What the words of an answer are to the plan."""

    STRENGTH = "strength"
    NEED = "need"


class Operator(StrEnum):
    """How an answer is compared in a condition; the signs are FHIR's."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="

    @property
    def needs_order(self) -> bool:
        """Say whether it asks which of two is greater."""
        return self in {Operator.GREATER, Operator.LESS, Operator.AT_LEAST, Operator.AT_MOST}


@dataclass(frozen=True)
class Option:
    """One answer to choose; `weight` is what it adds to a score, None where the questionnaire has none."""

    value: Value
    title: str
    weight: Decimal | None = None


@dataclass(frozen=True)
class Condition:
    """What has to be so for an item to be asked."""

    question: str
    operator: Operator
    answer: Value


@dataclass(frozen=True)
class Band:
    """The words for a stretch of answers, `least` and `most` included."""

    least: Decimal
    most: Decimal
    title: str


@dataclass(frozen=True)
class Item:
    """One item; `items` stand under it, `hint` is what is said beside a question."""

    link_id: str
    kind: Kind
    text: str
    prefix: str = ""
    hint: str = ""
    is_required: bool = False
    is_repeating: bool = False
    is_read_only: bool = False
    longest: int | None = None
    least: Decimal | date | None = None
    most: Decimal | date | None = None
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    needs_all: bool = True
    initial: tuple[Value, ...] = ()
    holds: Holds | None = None
    bands: tuple[Band, ...] = ()
    codes: frozenset[str] = frozenset()
    items: tuple[Item, ...] = ()

    @property
    def title(self) -> str:
        """The words with their number, ``1. What matters to you``."""
        return f"{self.prefix} {self.text}".strip()

    def walk(self) -> Iterator[Item]:
        """Yield the item and all under it, in the order they are asked."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True)
class Section:
    """What stands on one page: a group of the first level, or the questions between two of them."""

    title: str
    items: tuple[Item, ...]
    intro: str = ""

    def walk(self) -> Iterator[Item]:
        """Yield every item of the section, in order."""
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True)
class Questionnaire:
    """One version of a questionnaire. `definition` is the file it was read from, as it stands."""

    url: str
    version: str
    name: str
    title: str
    status: str
    about: str
    owner: str
    rights: str
    items: tuple[Item, ...]
    order: tuple[str, ...]
    definition: Mapping[str, Any] = field(repr=False, hash=False, compare=False)
    checksum: str = ""
    purposes: frozenset[str] = frozenset()
    sensitivity: Sensitivity = Sensitivity.ORDINARY

    @property
    def canonical(self) -> str:
        """Address and version as FHIR writes them, ``https://...|1.0``."""
        return f"{self.url}|{self.version}"

    @property
    def is_offered(self) -> bool:
        """Say whether it is begun today: a draft or a retired one is only read."""
        return self.status == "active"

    @property
    def is_of_whole_person(self) -> bool:
        """Say whether it assesses the whole of a person's needs, so that a plan can be made from it."""
        return WHOLE_PERSON in self.purposes

    @cached_property
    def index(self) -> Mapping[str, Item]:
        """Every item by its linkId, in the order they are asked."""
        return MappingProxyType({item.link_id: item for top in self.items for item in top.walk()})

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The linkId of what each item stands under; items of the first level are not in it."""
        return MappingProxyType(
            {child.link_id: item.link_id for item in self.index.values() for child in item.items}
        )

    @property
    def questions(self) -> tuple[Item, ...]:
        """The items that take an answer, in order."""
        return tuple(item for item in self.index.values() if item.kind.is_question)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The pages of the questionnaire, in order."""
        found: list[Section] = []
        loose: list[Item] = []
        for item in self.items:
            if item.kind is Kind.GROUP:
                found += [Section(self.title, tuple(loose))] if loose else []
                loose = []
                found.append(Section(item.title, (item,)))
            else:
                loose.append(item)
        return tuple([*found, Section(self.title, tuple(loose))] if loose else found)
