"""Rochdale's pack holds what its two papers print: gateways, their rules, two models and the way to one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from lco.place.pack import Place, load_place


@pytest.fixture(scope="module")
def rochdale() -> Place:
    return load_place("rochdale")


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def test_there_are_six_gateways_with_the_printed_dates(rochdale: Place) -> None:
    assert [(gate.number, gate.timeline_printed, gate.due_on) for gate in rochdale.gateways] == [
        (1, "28 June 2017", date(2017, 6, 28)),
        (2, "April 2018", date(2018, 4, 1)),
        (3, "September 2018", date(2018, 9, 1)),
        (4, "April 2019", date(2019, 4, 1)),
        (5, "September 2019", date(2019, 9, 1)),
        (6, "April 2020", date(2020, 4, 1)),
    ]


def test_the_printed_months_and_the_stored_dates_agree(rochdale: Place) -> None:
    for gate in rochdale.gateways:
        month = f"{gate.due_on:%B %Y}"
        assert gate.timeline_printed == (month if gate.precision == "month" else f"{gate.due_on.day} {month}")


def test_gateways_lie_nine_five_seven_five_and_seven_months_apart(rochdale: Place) -> None:
    due = [gate.due_on.replace(day=1) for gate in rochdale.gateways]
    gaps = [_months_between(first, second) for first, second in pairwise(due)]
    # 28 June to April is nine months and a few days; the paper speaks of six-monthly cycles.
    assert [gaps[0] - 1, *gaps[1:]] == [9, 5, 7, 5, 7]


def test_only_the_first_gateway_is_called_completed(rochdale: Place) -> None:
    assert [gate.id for gate in rochdale.gateways if gate.state_printed == "completed"] == ["gateway_1"]


def test_the_last_three_gateways_depend_on_a_review(rochdale: Place) -> None:
    conditional = [gate.number for gate in rochdale.gateways if "review" in (gate.condition or "")]
    assert conditional == [4, 5, 6]


def test_every_gateway_has_a_contract_and_all_but_the_first_change_services(rochdale: Place) -> None:
    gates = [gate.id for gate in rochdale.gateways]
    assert list(dict.fromkeys(item.gateway for item in rochdale.gateway_contracts)) == gates
    assert list(dict.fromkeys(item.gateway for item in rochdale.gateway_services)) == gates[1:]


def test_one_contract_amount_is_printed_15_3_million_at_the_third_gateway(rochdale: Place) -> None:
    printed = {item.gateway: item.amount_pounds for item in rochdale.gateway_contracts if item.amount_pounds}
    assert printed == {"gateway_3": Decimal(15_300_000)}
    (claim,) = (claim for claim in rochdale.claims if claim.id == "gateway_3_contract")
    assert claim.value * 1_000_000 == printed["gateway_3"]


def test_section_75_runs_in_shadow_before_it_is_formal(rochdale: Place) -> None:
    due = {gate.id: gate.due_on for gate in rochdale.gateways}
    shared = [item for item in rochdale.gateway_services if item.id.startswith("section_75")]
    shadow = {due[item.gateway] for item in shared if item.mode == "shadow"}
    formal = {due[item.gateway] for item in shared if item.mode == "formal"}
    assert max(shadow) < min(formal)


def test_due_diligence_covers_six_areas_and_the_plan_eight_requirements(rochdale: Place) -> None:
    assert [area.number for area in rochdale.due_diligence] == [1, 2, 3, 4, 5, 6]
    assert [item.number for item in rochdale.business_plan] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_gateway_may_be_submitted_again_once_and_then_waits_six_months(rochdale: Place) -> None:
    rules = {rule.id: (rule.value, rule.unit) for rule in rochdale.gateway_rules if rule.value is not None}
    assert rules == {
        "six_month_cycle": (6, "months"),
        "one_resubmission": (1, "resubmissions"),
        "deferral": (6, "months"),
    }


def test_reordering_needs_both_boards(rochdale: Place) -> None:
    (rule,) = (rule for rule in rochdale.gateway_rules if rule.subject == "variation")
    assert rule.decided_by == "LCO board agrees; integrated commissioning board approves"


def test_review_is_quarterly_and_escalates_in_two_steps(rochdale: Place) -> None:
    assert [(step.level, step.every_months) for step in rochdale.review] == [(1, 3), (2, None), (3, None)]


def test_safeguarding_assurance_is_returned_each_quarter(rochdale: Place) -> None:
    assert {duty.id: duty.every_months for duty in rochdale.safeguarding if duty.every_months} == {
        "quarterly_return": 3
    }


def test_four_options_are_appraised_and_the_phased_one_preferred(rochdale: Place) -> None:
    assert [option.printed_number for option in rochdale.options] == ["4.4.1", "4.4.2", "4.4.3", "4.4.4"]
    assert [option.id for option in rochdale.options if option.outcome == "preferred"] == ["phased"]


@pytest.mark.parametrize(
    ("option", "pros", "cons"),
    [("single_now", 3, 6), ("lco_and_paediatric", 5, 5), ("separate", 5, 5), ("phased", 5, 1)],
)
def test_each_option_has_the_printed_pros_and_cons(
    rochdale: Place, option: str, pros: int, cons: int
) -> None:
    sides = [point.side for point in rochdale.option_points if point.option == option]
    assert (sides.count("pro"), sides.count("con")) == (pros, cons)


def test_five_contracting_models_and_only_the_alliance_holds_the_commissioner(rochdale: Place) -> None:
    assert len(rochdale.contracting_models) == 5
    assert [model.id for model in rochdale.contracting_models if model.is_commissioner_member] == ["alliance"]
    assert [model.id for model in rochdale.contracting_models if model.is_preferred] == ["alliance"]


def test_the_lco_has_four_functions_and_the_family_model_five(rochdale: Place) -> None:
    models = [function.model for function in rochdale.model_functions]
    assert (models.count("lco"), models.count("fsm")) == (4, 5)


def test_the_paediatric_scheme_costs_132_000_a_year_and_is_shared(rochdale: Place) -> None:
    priced = [item for item in rochdale.deflections if item.yearly_pounds is not None]
    assert [(item.id, item.model, item.yearly_pounds, item.is_shared) for item in priced] == [
        ("paediatric_urgent_care", "both", Decimal(132_000), True)
    ]


def test_the_transformation_award_is_25_4_million(rochdale: Place) -> None:
    (claim,) = (claim for claim in rochdale.claims if claim.id == "transformation_award")
    assert (claim.value, claim.unit) == (Decimal("25.4"), "GBP million")


def test_nine_partners_support_the_lco_ten_the_family_model_and_four_both(rochdale: Place) -> None:
    partners = {
        model: {row.partner for row in rochdale.model_partners if row.model == model}
        for model in ("lco", "fsm")
    }
    assert (len(partners["lco"]), len(partners["fsm"])) == (9, 10)
    assert partners["lco"] & partners["fsm"] == {
        "pennine_acute",
        "pennine_care",
        "rochdale_council",
        "council_for_voluntary_service",
    }


def test_each_list_of_partners_is_numbered_as_printed(rochdale: Place) -> None:
    for model, count in (("lco", 9), ("fsm", 10)):
        positions = [row.position for row in rochdale.model_partners if row.model == model]
        assert positions == list(range(1, count + 1))


def test_partners_of_the_family_model_alone_are_no_members_of_the_lco(rochdale: Place) -> None:
    in_lco = {row.partner for row in rochdale.model_partners if row.model == "lco"}
    members = {partner.id for partner in rochdale.partners if partner.membership in ("full", "associate")}
    assert members == in_lco


def test_no_neighbourhood_is_invented(rochdale: Place) -> None:
    assert rochdale.neighbourhoods == ()


def test_three_of_the_five_drafts_are_dated_after_the_meeting(rochdale: Place) -> None:
    late = [version.version for version in rochdale.paper_versions if version.dated_on > date(2018, 2, 28)]
    assert late == ["0.3", "0.4", "0.5"]
