"""Gap, savings and shifts: as printed, computed beside, differences shown, unlike units never added."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from lco.finance.gap import gap_figures, gap_of
from lco.finance.savings import figure_id, savings_figures, totals
from lco.finance.shifts import shift_figures
from lco.place.facts.gap import GapStep
from lco.place.facts.savings import Saving
from lco.place.pack import Place, load_place
from lco.quantities import UnlikeQuantities
from lco.store.figures import Figure
from tests.support.smalltown import smalltown_place


def by_id(figures: object) -> dict[str, Figure]:
    """Return figures by id, none twice."""
    found = list(figures)  # type: ignore[call-overload]
    assert len({figure.figure for figure in found}) == len(found)
    return {figure.figure: figure for figure in found}


@pytest.fixture(scope="module")
def manchester() -> Place:
    return load_place("manchester")


def with_rows(place: Place, stem: str, rows: tuple[object, ...]) -> Place:
    """Return a place with other rows in one file."""
    return replace(place, tables=MappingProxyType({**place.tables, stem: rows}))  # type: ignore[dict-item]


def test_manchesters_gap_closes_as_printed(manchester: Place) -> None:
    gap = gap_of(manchester)
    assert gap is not None
    assert [bar.after.value for bar in gap.bars] == [49_439, 29_750, 18_355]
    found = by_id(gap_figures(manchester))
    assert found["finance/gap/gap"].value == 49_439
    assert found["finance/gap/computed_remaining"].value == 18_355
    assert found["finance/gap/difference"].value == 0
    assert found["finance/gap/computed_remaining"].working == "49,439 - 19,689 - 11,395 = 18,355."


def test_a_printed_figure_names_its_line_and_section(manchester: Place) -> None:
    figure = by_id(gap_figures(manchester))["finance/gap/gap"]
    assert figure.inputs == ("places/manchester/gap.csv:2",)
    assert figure.source == (
        "places/manchester/gap.csv:2; prospectus_2016: "
        "LCO Finance: Summary of locality plan five year gap to 20/21"
    )
    assert (figure.unit, figure.kind, figure.period) == ("GBP thousand", "recurrent", "2020/21")


def test_smalltowns_printed_remainder_is_one_too_low() -> None:
    found = by_id(gap_figures(smalltown_place()))
    assert found["finance/gap/computed_remaining"].value == 600
    assert found["finance/gap/difference"].value == -1
    assert found["finance/gap/difference"].working == "599 printed - 600 computed = -1."
    assert found["finance/gap/difference"].inputs == (
        "finance/gap/remaining",
        "finance/gap/computed_remaining",
    )


def test_a_step_of_another_kind_is_not_added(manchester: Place) -> None:
    rows = manchester.rows(GapStep)
    spoilt = with_rows(manchester, "gap", (rows[0], replace(rows[1], kind="flow"), *rows[2:]))
    with pytest.raises(UnlikeQuantities, match="cannot be added"):
        gap_of(spoilt)


def test_a_place_without_a_gap_has_none() -> None:
    bury = load_place("bury")
    assert gap_of(bury) is None
    assert [*gap_figures(bury), *savings_figures(bury), *shift_figures(bury)] == []


def test_manchesters_savings_differ_from_their_parts_where_it_is_known(manchester: Place) -> None:
    found = by_id(savings_figures(manchester))
    apart = {
        name.removeprefix("finance/savings/").removesuffix("/difference"): figure.value
        for name, figure in found.items()
        if name.endswith("/difference") and figure.value
    }
    assert apart == {
        "outpatient_appointments/cumulative": 1,
        "elective_admissions/cumulative": 1,
        "non_elective_admissions/cumulative": 1,
        "gross/2017-18": 1,
        "gross/2018-19": 1,
        "gross/2020-21": 1,
        "net/2018-19": 1,
        "net/2020-21": -1,
    }
    assert found["finance/savings/outpatient_appointments/cumulative/computed"].working == (
        "819 + 852 + 701 + 730 = 3,102."
    )


def test_every_printed_cell_of_the_savings_is_a_figure(manchester: Place) -> None:
    found = by_id(savings_figures(manchester))
    for row in manchester.rows(Saving):
        figure = found[figure_id(row)]
        assert figure.value == row.thousands
        assert figure.inputs == (f"places/manchester/savings.csv:{row.line}",)
        assert figure.kind == ("cumulative" if row.year == "cumulative" else "flow")


def test_totals_are_sums_of_what_stands_beside_and_above(manchester: Place) -> None:
    for each in totals(manchester):
        parts = {(part.benefit, part.year) for part in each.parts}
        assert (each.row.benefit, each.row.year) not in parts
        if each.row.year == "cumulative":
            assert {part.benefit for part in each.parts} == {each.row.benefit}
            assert len(parts) == 4
        elif each.row.benefit == "gross":
            assert len(parts) == 8
        else:
            assert {part.benefit for part in each.parts} == {"gross", "reinvestment"}


def test_shifts_keep_their_units_and_are_never_added(manchester: Place) -> None:
    found = by_id(shift_figures(manchester))
    assert len(found) == 11
    assert found["finance/shift/accident_and_emergency"].value == 19_587
    assert len({figure.unit for figure in found.values()}) > 7
    assert all("total" not in name and "overall" not in name for name in found)
    assert Decimal("229191") not in {Decimal(str(figure.value)) for figure in found.values()}
