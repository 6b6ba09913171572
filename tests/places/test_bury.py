"""Bury's pack holds what its paper prints: five options, a lead provider, a board and delegated powers."""

from __future__ import annotations

from collections import Counter

import pytest

from lco.place.pack import Place, load_place


@pytest.fixture(scope="module")
def bury() -> Place:
    return load_place("bury")


def test_five_options_bear_the_printed_numbers_1_2_2_3_4(bury: Place) -> None:
    assert [option.printed_number for option in bury.options] == ["1", "2", "2", "3", "4"]
    assert [option.position for option in bury.options] == [1, 2, 3, 4, 5]
    assert len({option.id for option in bury.options}) == 5


def test_setting_aside_options_1_and_2_removes_three(bury: Place) -> None:
    set_aside = [option for option in bury.options if option.outcome == "set_aside"]
    assert {option.printed_number for option in set_aside} == {"1", "2"}
    assert len(set_aside) == 3


def test_the_lead_provider_is_preferred_and_has_three_variants(bury: Place) -> None:
    assert [option.id for option in bury.options if option.outcome == "preferred"] == ["lead_provider"]
    assert [(variant.option, variant.printed_letter) for variant in bury.option_variants] == [
        ("lead_provider", "a"),
        ("lead_provider", "b"),
        ("lead_provider", "c"),
    ]


def test_both_commissioner_and_lco_have_a_view_on_every_option(bury: Place) -> None:
    voices = {(point.option, point.voice) for point in bury.option_points}
    assert voices == {(option.id, voice) for option in bury.options for voice in ("lco", "commissioner")}


def test_the_first_three_options_share_the_lco_objection(bury: Place) -> None:
    objections = {
        option.id: [
            point.text for point in bury.option_points if (point.option, point.voice) == (option.id, "lco")
        ]
        for option in bury.options[:3]
    }
    assert objections["status_quo"] == objections["section_75"] == objections["joint_venture"]


def test_seven_assumptions_and_five_principles(bury: Place) -> None:
    assert [item.position for item in bury.assumptions] == list(range(1, 8))
    assert [item.position for item in bury.principles] == list(range(1, 6))


def test_the_lead_provider_has_seven_duties_and_the_board_seven_powers(bury: Place) -> None:
    assert len(bury.lead_provider_role) == 7
    assert len(bury.board_powers) == 7


def test_lead_provider_and_members_delegate_three_powers_each(bury: Place) -> None:
    assert Counter(item.delegated_by for item in bury.delegations) == {"lead_provider": 3, "full_members": 3}
    assert {item.through for item in bury.delegations if item.delegated_by == "full_members"} == {
        "lead_provider"
    }


def test_recommendations_are_accepted_save_in_exceptional_circumstances(bury: Place) -> None:
    (power,) = (item for item in bury.delegations if item.id == "lead_recommend")
    assert power.condition == "Accepted in all but exceptional circumstances"


def test_the_board_votes_one_organisation_one_vote_under_an_independent_chair(bury: Place) -> None:
    codes = {rule.subject: rule.code for rule in bury.board_rules if rule.subject in ("chair", "voting")}
    assert codes == {"chair": "independent_chair", "voting": "one_organisation_one_vote"}


def test_three_legal_forms_each_have_a_bar(bury: Place) -> None:
    assert [form.id for form in bury.board_forms] == [
        "regulation_10_committee",
        "committee_in_common",
        "trust_subcommittee",
    ]


def test_the_checklist_keeps_the_boxes_as_ticked_in_print(bury: Place) -> None:
    ticked = {
        item.id: (item.is_yes, item.is_no, item.is_not_applicable)
        for item in bury.implications
        if item.is_yes or item.is_no or item.is_not_applicable
    }
    assert ticked == {"public_patient_user": (True, True, True), "scrutiny": (True, False, False)}
    assert Counter(item.form for item in bury.implications) == {"boxes": 13, "text": 6}


def test_five_neighbourhoods_hold_the_seventeen_wards_once_each(bury: Place) -> None:
    (printed,) = (claim for claim in bury.claims if claim.id == "neighbourhoods")
    assert len(bury.neighbourhoods) == printed.value == 5
    assert len({ward.ward for ward in bury.neighbourhood_wards}) == len(bury.neighbourhood_wards) == 17
    assert {ward.neighbourhood for ward in bury.neighbourhood_wards} == {
        area.id for area in bury.neighbourhoods
    }


def test_place_locality_and_neighbourhoods_have_names_of_their_own(bury: Place) -> None:
    # Figures are filed by area: one id for two areas would make an area a part of itself.
    areas = [bury.id, *(area.id for area in bury.localities), *(area.id for area in bury.neighbourhoods)]
    assert len(set(areas)) == len(areas)


def test_three_names_have_a_public_source_and_only_whitefields_wards(bury: Place) -> None:
    assert {area.id: area.source for area in bury.neighbourhoods if area.source != "own_design"} == {
        "radcliffe": "ccg_pilots_2019",
        "whitefield": "whitefield_profile",
        "prestwich": "ccg_pilots_2019",
    }
    public = {ward.neighbourhood for ward in bury.neighbourhood_wards if ward.source != "own_design"}
    assert public == {"whitefield"}
    whitefield = {ward.name for ward in bury.neighbourhood_wards if ward.neighbourhood == "whitefield"}
    assert whitefield == {"Besses", "Pilkington Park", "Unsworth"}


def test_five_full_members_are_named_of_the_seven_counted(bury: Place) -> None:
    (printed,) = (claim for claim in bury.claims if claim.id == "alliance_members")
    full = [partner for partner in bury.partners if partner.membership == "full"]
    assert (printed.value, len(full)) == (7, 5)
    assert not any(partner.is_membership_printed for partner in full)


def test_the_paper_makes_two_recommendations_and_names_four_implications_for_members(bury: Place) -> None:
    assert [item.verb for item in bury.recommendations] == ["comment", "note"]
    assert len(bury.member_implications) == 4
