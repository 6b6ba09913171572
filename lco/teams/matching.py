"""Whether two records of a person may be one: by NHS number, by the sound of the name and by birth date.

Names are given as they are searched: lower case, without accents, apostrophes and hyphens. Sounds are
compared by Metaphone and NYSIIS, spellings by Jaro-Winkler (jellyfish); the bounds are our own choices.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

import jellyfish

# Design choice: from this likeness on, two spellings count as one name mistyped.
ALIKE = 0.92


class Strength(IntEnum):
    """How sure it is that two records are one person."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


class Ground(StrEnum):
    """What agrees, in words."""

    NHS_NUMBER = "same NHS number"
    BORN_ON = "same birth date"
    BORN_ON_TURNED = "birth date with day and month exchanged"
    NAME = "same name"
    NAME_TURNED = "same names, given and family exchanged"
    NAME_SOUND = "name that sounds the same"
    OTHER_NHS_NUMBER = "another NHS number"


@dataclass(frozen=True)
class Who:
    """What is known of somebody: names as searched, ten digits or "", a birth date or None."""

    nhs_number: str = ""
    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None


@dataclass(frozen=True)
class Match:
    """A record that may be the person asked for, how sure that is, and what agrees."""

    person: int
    strength: Strength
    grounds: tuple[Ground, ...]


def matches(asked: Who, known: Iterable[tuple[int, Who]]) -> list[Match]:
    """Return those of `known`, pseudonym and record, who may be `asked`: the surest first."""
    found = [match for person, who in known if (match := _match(asked, person, who)) is not None]
    return sorted(found, key=lambda match: (-match.strength, match.person))


def turned(day: date) -> date | None:
    """Return the date with day and month exchanged; None where there is no such day, or it is the same."""
    try:
        other = date(day.year, day.day, day.month)
    except ValueError:
        return None
    return None if other == day else other


def sounds_alike(one: str, other: str) -> bool:
    """Say whether two names sound or are spelt nearly the same; nothing sounds like no name."""
    if not one or not other:
        return False
    if one == other:
        return True
    codes = ((jellyfish.metaphone(each), jellyfish.nysiis(each)) for each in (one, other))
    (sound, letters), (other_sound, other_letters) = codes
    # Letters of scripts these codes do not know give an empty sound, which is like every other.
    is_same_sound = bool(sound) and sound == other_sound and letters[:1] == other_letters[:1]
    is_same_letters = len(letters) > 1 and letters == other_letters
    return is_same_sound or is_same_letters or jellyfish.jaro_winkler_similarity(one, other) >= ALIKE


def _match(asked: Who, person: int, known: Who) -> Match | None:
    number, day, name = _number(asked, known), _day(asked, known), _name(asked, known)
    strength = _strength(asked, number, day, name)
    if strength is None:
        return None
    return Match(person, strength, tuple(ground for ground in (number, day, name) if ground is not None))


def _strength(asked: Who, number: Ground | None, day: Ground | None, name: Ground | None) -> Strength | None:
    if number is Ground.NHS_NUMBER:
        if day or name:
            return Strength.CERTAIN
        says_more = bool(asked.born_on or asked.family_name)
        # A number that fits while nothing else does is more often a slip of the pen than the person.
        return Strength.POSSIBLE if says_more else Strength.LIKELY
    if not (day and name):
        return None
    is_sure = day is Ground.BORN_ON and number is None
    return Strength.LIKELY if is_sure else Strength.POSSIBLE


def _number(asked: Who, known: Who) -> Ground | None:
    if not asked.nhs_number or not known.nhs_number:
        return None
    return Ground.NHS_NUMBER if asked.nhs_number == known.nhs_number else Ground.OTHER_NHS_NUMBER


def _day(asked: Who, known: Who) -> Ground | None:
    if asked.born_on is None or known.born_on is None:
        return None
    if asked.born_on == known.born_on:
        return Ground.BORN_ON
    return Ground.BORN_ON_TURNED if turned(asked.born_on) == known.born_on else None


def _name(asked: Who, known: Who) -> Ground | None:
    if not asked.family_name or not asked.given_name:
        return None
    ours, theirs = (asked.given_name, asked.family_name), (known.given_name, known.family_name)
    if ours == theirs:
        return Ground.NAME
    if ours == theirs[::-1]:
        return Ground.NAME_TURNED
    alike = all(sounds_alike(one, other) for one, other in zip(ours, theirs, strict=True))
    return Ground.NAME_SOUND if alike else None
