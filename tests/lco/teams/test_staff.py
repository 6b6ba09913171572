"""The tables of who works in a team."""

from __future__ import annotations

from lco.teams.staff import LEADERSHIP, PROFESSIONS, SKILLS, RoleSet


def test_every_profession_fills_a_seat_and_every_seat_has_a_profession() -> None:
    assert {each.seat for each in PROFESSIONS.values()} == set(RoleSet)
    assert all(each.title for each in RoleSet)


def test_codes_are_their_own_keys_and_fit_their_columns() -> None:
    assert all(code == each.code and len(code) <= 30 for code, each in PROFESSIONS.items())
    assert all(code == each.code and len(code) <= 20 for code, each in LEADERSHIP.items())
    assert all(len(code) <= 30 and title for code, title in SKILLS.items())


def test_who_answers_to_a_register_is_told_apart_from_who_does_not() -> None:
    assert PROFESSIONS["social_worker"].register == "Social Work England"
    assert PROFESSIONS["link_worker"].register == ""
