"""Why a row could not be used: one short name and one sentence each, without a word about the person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """A reason, its number in the tables of a load, its name and its sentence."""

    number: int
    code: str
    sentence: str


_SENTENCES = {
    "malformed": "The row is not well-formed, or it was cut off: export it again.",
    "invalid_utf8": "The row holds bytes that are not UTF-8: export the file as UTF-8.",
    "wrong_type": "A value has the wrong type, such as text where a date or number belongs: correct it.",
    "unknown_word": "A cell holds a word its column does not know: use a word of the template.",
    "wrong_cells": "The row has more or fewer cells than the heading: correct the commas and quotes.",
    "too_long": "A cell or row is longer than any real one: correct it.",
    "missing_person": "The row does not say which person it is about: give the person's id.",
    "unknown_person": "The person of this row is not in the source or was refused: load that person first.",
    "missing_date": "The row has no date: give the day it happened.",
    "missing_birth": "The person has no date of birth: give it, since age decides nearly everything.",
    "birth_in_future": "The date of birth lies after the day of loading: correct it.",
    "out_of_range": "A date or number lies outside what is possible: correct it.",
    "in_future": "The row is dated after the day of loading: correct it.",
    "before_birth": "The row is dated before the person was born: correct one of the two dates.",
    "after_death": "The row is dated more than 30 days after the person died: correct one of the two dates.",
    "ends_before_start": "The row ends before it starts: correct one of the two dates.",
    "unknown_code": "The row has no code, or one that means 'unknown': give a code.",
    "unknown_currency": "The cost is not in pounds sterling: convert it or give the currency GBP.",
    "duplicate": "Another row with the same id says something else: keep one of them.",
    "conflict": "The same NHS number or id belongs to a person born or died on another day: correct one.",
    "overlap": "The person has another registration or address for the same days: correct the periods.",
    "entered_in_error": "The source marks the row as entered in error.",
    "not_happened": "The row is planned, cancelled or a draft: nothing has happened that could be counted.",
    "wrong_resource": "The line is a resource of another type than its file: put each type in its own file.",
}

REASONS: tuple[Reason, ...] = tuple(
    Reason(number, code, sentence) for number, (code, sentence) in enumerate(_SENTENCES.items(), start=1)
)
NUMBER = {reason.code: reason.number for reason in REASONS}
BY_NUMBER = {reason.number: reason for reason in REASONS}

GOOD = 0
ADDS = -2  # a person the store knows, of whom the source says something the store does not
UNCHANGED = -1  # in the store or the same source already: neither kept again nor quarantined
