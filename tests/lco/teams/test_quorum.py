"""Whether a meeting may decide, and who is missing."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.quorum import STANDARD, Attender, QuorumRule, Seat, check, rule_of, seat
from lco.teams.staff import RoleSet

ALL = (
    RoleSet.GENERAL_PRACTICE,
    RoleSet.NURSING,
    RoleSet.SOCIAL_CARE,
    RoleSet.MENTAL_HEALTH,
    RoleSet.COMMUNITY,
)


def there(role_set: RoleSet, organisation: str = "Trust", *, is_there: bool = True) -> Attender:
    return Attender(f"Somebody of {role_set}", organisation, role_set, is_there)


def test_each_seat_filled_meets_the_quorum() -> None:
    verdict = check([there(each) for each in ALL], STANDARD)
    assert verdict.is_met
    assert verdict.in_words == "The quorum is met."
    assert [each.role_set for _, each in verdict.filled] == list(ALL)


def test_the_verdict_says_who_is_missing() -> None:
    verdict = check([there(each) for each in ALL[:3]], STANDARD)
    assert not verdict.is_met
    assert verdict.in_words == (
        "The quorum is not met: missing mental health and community and voluntary sector."
    )
    one = check([there(each) for each in ALL[1:]], STANDARD)
    assert one.in_words == "The quorum is not met: missing general practice."
    none = check([], STANDARD)
    assert none.in_words.startswith("The quorum is not met: missing general practice, community nursing, ")


def test_apologies_fill_no_seat_and_no_organisation() -> None:
    people = [there(each) for each in ALL[:4]]
    verdict = check([*people, there(ALL[4], "Charity", is_there=False)], STANDARD)
    assert [each.title for each in verdict.missing] == [RoleSet.COMMUNITY.title]
    assert verdict.organisations == ("Trust",)


def test_each_organisation_is_named_once() -> None:
    people = [there(ALL[0], "Practice"), there(ALL[1], "Trust"), there(ALL[2], "Trust")]
    assert check(people, STANDARD).organisations == ("Practice", "Trust")


def test_nobody_sits_on_two_seats() -> None:
    rule = QuorumRule((seat(RoleSet.NURSING), seat(RoleSet.NURSING)), "two nurses")
    assert not check([there(RoleSet.NURSING)], rule).is_met
    assert check([there(RoleSet.NURSING), there(RoleSet.NURSING)], rule).is_met


def test_a_seat_of_two_role_sets_takes_either_and_leaves_the_narrow_seat_to_who_fills_no_other() -> None:
    either = seat(RoleSet.NURSING, RoleSet.THERAPY)
    assert either.title == "Community nursing or therapy"
    rule = QuorumRule((either, seat(RoleSet.NURSING)), "a nurse, and a nurse or therapist")
    people = [there(RoleSet.NURSING), there(RoleSet.THERAPY)]
    for order in permutations(people):
        assert check(order, rule).is_met


def test_the_standard_names_its_source() -> None:
    assert "Design choice" in STANDARD.source
    assert len(STANDARD.seats) == 5


def test_a_team_asks_for_one_of_each_role_set_it_names() -> None:
    rule = rule_of((RoleSet.NURSING, RoleSet.NURSING, RoleSet.HOSPITAL), "our ward round")
    assert [each.title for each in rule.seats] == ["Community nursing", "Community nursing", "Hospital"]
    assert check([there(RoleSet.NURSING), there(RoleSet.HOSPITAL)], rule).in_words == (
        "The quorum is not met: missing community nursing."
    )
    assert check([], rule_of((), "nobody has to be there")).is_met


ROLES = st.sampled_from(sorted(RoleSet))
SEATS = st.frozensets(ROLES, min_size=1, max_size=3).map(lambda roles: Seat("Seat", roles))
RULES = st.lists(SEATS, max_size=4).map(lambda seats: QuorumRule(tuple(seats), "made up"))
PEOPLE = st.lists(st.builds(Attender, st.just("A"), st.just("B"), ROLES, st.booleans()), max_size=5)


def _most_seats(rule: QuorumRule, people: list[Attender]) -> int:
    """Return how many seats can be filled, by trying every way to sit."""
    here = [each for each in people if each.is_there]
    size = max(len(here), len(rule.seats))
    padded: list[Attender | None] = [*here, *[None] * (size - len(here))]
    return max(
        sum(
            who is not None and who.role_set in each.any_of
            for each, who in zip(rule.seats, order, strict=False)
        )
        for order in permutations(padded)
    )


@given(RULES, PEOPLE)
def test_as_few_seats_as_possible_stay_empty(rule: QuorumRule, people: list[Attender]) -> None:
    verdict = check(people, rule)
    assert len(verdict.filled) == _most_seats(rule, people)
    assert len(verdict.filled) + len(verdict.missing) == len(rule.seats)
    assert all(who.is_there and who.role_set in each.any_of for each, who in verdict.filled)


@given(RULES, PEOPLE, ROLES)
def test_one_more_never_unmakes_a_quorum(rule: QuorumRule, people: list[Attender], role: RoleSet) -> None:
    before = check(people, rule)
    after = check([*people, Attender("C", "D", role, True)], rule)
    assert len(after.missing) <= len(before.missing)


@pytest.mark.parametrize("role_set", ALL)
def test_each_standard_seat_is_needed(role_set: RoleSet) -> None:
    people = [there(each) for each in ALL if each != role_set]
    (missing,) = check(people, STANDARD).missing
    assert missing.any_of == {role_set}
