"""The standards of the work: whoever prepares the board's papers sees what the place set itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.support.own_standards import own_place

__all__ = ["own_place"]

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_standards_in_force_on_paper_and_on_a_telephone(
    own_place: Callable[..., Any], teamed: Callable[..., Any], look: Callable[..., Any]
) -> None:
    own_place(days_found=21, minutes_break_glass=30, years_adult_care=10)
    shown = look(teamed("board_secretary"), reverse("teams:team_standards"), "standards")
    assert shown.get_by_role("heading", name="Standards of the work").is_visible()
    shown.get_by_label("Set by").select_option("place")
    shown.get_by_role("button", name="Apply").click()
    assert shown.get_by_role("rowheader").count() == 3
