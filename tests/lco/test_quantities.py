"""Unlike quantities never add."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.quantities import Kind, Quantity, UnlikeQuantities, thousands_separated, total

PENCE = st.integers(min_value=-(10**12), max_value=10**12)


def _pounds(value: str | Decimal, kind: Kind = Kind.FLOW) -> Quantity:
    return Quantity(Decimal(value), "GBP", kind)


def test_like_quantities_add() -> None:
    assert total([_pounds("1.10"), _pounds("2.20")]) == _pounds("3.30")
    assert _pounds("3.30") - _pounds("2.20") == _pounds("1.10")


def test_attendances_and_bed_days_do_not_add() -> None:
    attendances = Quantity(Decimal(19587), "attendances", Kind.FLOW)
    bed_days = Quantity(Decimal(5742), "bed-days", Kind.FLOW)
    with pytest.raises(UnlikeQuantities, match=r"19,587 attendances \(flow\) and 5,742 bed-days"):
        total([attendances, bed_days])


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.FLOW])
def test_a_flow_adds_to_no_other_kind(kind: Kind) -> None:
    with pytest.raises(UnlikeQuantities):
        _pounds("1") + _pounds("1", kind)
    with pytest.raises(UnlikeQuantities):
        _pounds("1") - _pounds("1", kind)


def test_an_empty_sum_has_no_unit() -> None:
    with pytest.raises(ValueError, match="nothing to add"):
        total([])


@given(st.lists(PENCE, min_size=1, max_size=50))
def test_money_adds_up_to_the_penny(pence: list[int]) -> None:
    added = total(_pounds(Decimal(p).scaleb(-2)) for p in pence)
    assert added.value == Decimal(sum(pence)).scaleb(-2)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(229192, 0, "229,192"), (Decimal("3.7"), 1, "3.7"), (-11395, 0, "-11,395"), (0, 0, "0")],
)
def test_figures_are_written_as_the_papers_print_them(value: Decimal, places: int, text: str) -> None:
    assert thousands_separated(value, places) == text
