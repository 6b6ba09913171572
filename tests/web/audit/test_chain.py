"""The chain of seals: what is whole passes, and whatever is done to a sealed row is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from web.audit.chain import START, Fault, Head, Sealed, Values, canonical, seal_of, walk

AT = datetime(2026, 8, 6, 9, 0, tzinfo=UTC)
LONG = 200


def _row(number: int) -> Values:
    return (number, AT + timedelta(seconds=number), 7, "Grace Adeyemi", "look", "person", str(number % 5), "")


def _chain(rows: Iterable[Values]) -> list[Sealed]:
    digest, made = START, []
    for number, values in enumerate(rows, start=1):
        digest = seal_of(digest, values)
        made.append(Sealed(number, values[0], digest, values))
    return made


def _fault(sealed: list[Sealed], *heads: Head) -> Fault | None:
    return walk(lambda: iter(sealed), heads=heads).fault


WHOLE = _chain(_row(number) for number in range(1, LONG + 1))
HEAD = Head(LONG, WHOLE[-1].digest)


def test_an_untouched_chain_is_whole_and_gives_its_head() -> None:
    outcome = walk(lambda: iter(WHOLE), heads=[HEAD, Head(3, WHOLE[2].digest)])
    assert (outcome.fault, outcome.sealed, outcome.head) == (None, LONG, HEAD)


def test_seals_stay_true_when_rows_come_to_hold_more() -> None:
    assert canonical((1, AT, None, "Grace", "")) == canonical((1, AT, None, "Grace", "", None))
    assert canonical((1, "", None)) == '[1,""]'
    assert canonical((1, "", [7, 8])) == '[1,"",[7,8]]'
    grown = [replace(each, values=(*(each.values or ()), None)) for each in WHOLE]
    assert walk(lambda: iter(grown), heads=[HEAD]).fault is None


def test_an_empty_chain_is_whole() -> None:
    assert walk(lambda: iter(()), heads=[]).head == Head(0, START)


def test_rows_are_sealed_in_the_order_they_were_found_not_that_of_their_ids() -> None:
    assert _fault(_chain(_row(number) for number in (1, 3, 2, 5, 4))) is None


def test_a_walk_may_begin_after_a_known_seal() -> None:
    outcome = walk(lambda: iter(WHOLE[50:]), former=Head(50, WHOLE[49].digest))
    assert (outcome.fault, outcome.sealed) == (None, 150)


def test_a_changed_row_is_named() -> None:
    values = WHOLE[9].values
    assert values is not None
    changed = [*WHOLE[:9], replace(WHOLE[9], values=(*values[:3], "Somebody Else", *values[4:])), *WHOLE[10:]]
    fault = _fault(changed)
    assert fault == Fault("changed", 10, 10)
    assert str(fault) == "Row 10 (seal 10) was changed after it was sealed."


def test_a_removed_row_is_named() -> None:
    removed = [*WHOLE[:9], replace(WHOLE[9], values=None), *WHOLE[10:]]
    assert _fault(removed) == Fault("removed", 10, 10)


def test_a_row_removed_with_its_seal_is_named() -> None:
    fault = _fault([*WHOLE[:9], *WHOLE[10:]])
    assert fault == Fault("seal_missing", 10)
    assert str(fault) == "The row of seal 10 has lost its seal."


def test_two_rows_that_changed_places_are_named() -> None:
    tenth, twentieth = WHOLE[9], WHOLE[19]
    assert tenth.values is not None
    assert twentieth.values is not None
    moved = list(WHOLE)
    moved[9] = replace(tenth, values=(10, *twentieth.values[1:]))
    moved[19] = replace(twentieth, values=(20, *tenth.values[1:]))
    assert _fault(moved) == Fault("reordered", 10, 10)


def test_two_seals_that_changed_places_are_named() -> None:
    moved = list(WHOLE)
    moved[9] = replace(WHOLE[19], number=10)
    moved[19] = replace(WHOLE[9], number=20)
    assert _fault(moved) == Fault("changed", 10, 20)


def test_a_tail_that_was_cut_off_is_found_by_the_head_alone() -> None:
    assert _fault(WHOLE[:150]) is None
    assert _fault(WHOLE[:150], HEAD) == Fault("cut", LONG)


def test_a_chain_sealed_anew_is_found_by_the_head_alone() -> None:
    forged = _chain(_row(number) if number != 7 else (7, *_row(8)[1:]) for number in range(1, LONG + 1))
    assert _fault(forged) is None
    assert _fault(forged, HEAD) == Fault("rewritten", LONG, LONG)


def _change(sealed: list[Sealed], at: int, chance: random.Random) -> list[Sealed]:
    values = list(sealed[at].values or ())
    field = chance.randrange(len(values))
    values[field] = {int: lambda v: v + 1, str: lambda v: v + chance.choice("x ,\"'\n"), datetime: _later}[
        type(values[field])
    ](values[field])
    return [*sealed[:at], replace(sealed[at], values=tuple(values)), *sealed[at + 1 :]]


def _later(value: datetime) -> datetime:
    return value + timedelta(microseconds=1)


def _remove_row(sealed: list[Sealed], at: int, _: random.Random) -> list[Sealed]:
    return [*sealed[:at], replace(sealed[at], values=None), *sealed[at + 1 :]]


def _remove_seal(sealed: list[Sealed], at: int, _: random.Random) -> list[Sealed]:
    return [*sealed[:at], *sealed[at + 1 :]]


def _renumber(sealed: list[Sealed], at: int, _: random.Random) -> list[Sealed]:
    """Remove a row with its seal and close the gap behind it."""
    return [*sealed[:at], *(replace(each, number=each.number - 1) for each in sealed[at + 1 :])]


def _swap(sealed: list[Sealed], at: int, chance: random.Random) -> list[Sealed]:
    other = (at + chance.randrange(1, LONG)) % LONG
    moved = list(sealed)
    first, second = sealed[at], sealed[other]
    moved[at], moved[other] = (
        replace(first, values=(first.entry, *(second.values or ())[1:])),
        replace(second, values=(second.entry, *(first.values or ())[1:])),
    )
    return moved


def _insert(sealed: list[Sealed], at: int, _: random.Random) -> list[Sealed]:
    values = (LONG + 1, *_row(at)[1:])
    slipped = Sealed(at + 1, LONG + 1, seal_of(sealed[at].digest, values), values)
    return [*sealed[:at], slipped, *(replace(each, number=each.number + 1) for each in sealed[at:])]


def _redigest(sealed: list[Sealed], at: int, chance: random.Random) -> list[Sealed]:
    digest = "".join(chance.choices("0123456789abcdef", k=64))
    return [*sealed[:at], replace(sealed[at], digest=digest), *sealed[at + 1 :]]


TAMPERS: tuple[Callable[[list[Sealed], int, random.Random], list[Sealed]], ...] = (
    _change, _remove_row, _remove_seal, _renumber, _swap, _insert, _redigest,
)  # fmt: skip


def test_a_thousand_random_tampers_are_all_found() -> None:
    chance, missed = random.Random(20260806), []
    for number in range(1_000):
        tamper, at = chance.choice(TAMPERS), chance.randrange(LONG)
        if _fault(tamper(WHOLE, at, chance), HEAD) is None:
            missed.append(f"{number}: {tamper.__name__} at {at}")
    assert missed == []


def test_a_row_reads_the_same_in_every_time_zone_and_never_like_another() -> None:
    london = AT.astimezone(timezone(timedelta(hours=1)))
    assert canonical((1, AT, None, "ä")) == canonical((1, london, None, "ä"))
    assert canonical((1, "a,b", "c")) != canonical((1, "a", "b,c"))
    assert canonical((1, None)) != canonical((1, ""))
    assert canonical((1, "1")) != canonical((1, 1))


@pytest.mark.parametrize("text", ["", "12", "12:abc", "x:" + "0" * 64, "12:" + "g" * 64, "-1:" + "0" * 64])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no head"):
        Head.parse(text)


def test_a_head_is_read_as_it_is_printed() -> None:
    assert Head.parse(f" {HEAD}\n") == HEAD
