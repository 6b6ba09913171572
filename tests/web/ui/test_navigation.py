"""The first page groups what one may open; no entry is lost."""

from __future__ import annotations

from web.accounts.roles import Role
from web.ui.navigation import Item, all_items, chapters


def test_every_entry_stands_in_exactly_one_chapter() -> None:
    items = all_items()
    found = [item for _, held in chapters(items) for item in held]
    assert sorted(found, key=str) == sorted(items, key=str)


def test_an_app_nobody_placed_comes_last_and_is_not_lost() -> None:
    new = Item("New", "later:new", "home.see_place", "Something new.")
    people = Item("My people", "teams:people", "teams.see_people", "People.")
    assert [title for title, _ in chapters([new, people])] == ["Your work with people", "More"]


def test_a_chapter_without_entries_is_left_out() -> None:
    assert chapters([]) == []


def test_every_permission_of_the_menu_is_held_by_some_role() -> None:
    from web.accounts.roles import PERMISSIONS

    assert all(PERMISSIONS[item.permission] & set(Role) for item in all_items())
