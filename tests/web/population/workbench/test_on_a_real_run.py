"""The workbench over a run made from records: what is counted in the builder is what the run published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pyarrow import parquet

from lco.population.criteria import Criteria, criterion
from tests.journeys.manchester import little_manchester, manchester
from web.population.workbench import movements, needs, offered, people_list
from web.ui.published import published

__all__ = ["little_manchester", "manchester"]
pytestmark = pytest.mark.django_db
PLACE = "manchester"


def _counted(*each: tuple[str, str, str]) -> Any:
    run = published()
    assert run is not None
    return people_list.count(run.run, Criteria((tuple(criterion(*one) for one in each),)))


@pytest.mark.parametrize("tier", ["rising", "low"])
def test_a_tier_counted_is_the_tier_published(tier: str, manchester: Any) -> None:
    found = _counted(("tier", "is", tier))
    exact = manchester.run.figures[f"tier/{tier}/{PLACE}"].value
    assert found.refusal == ""
    assert abs(found.whole.people - exact) <= 2


def test_a_segment_counted_is_the_segment_of_the_people_list(manchester: Any) -> None:
    listed = parquet.read_table(manchester.run.path / "people.parquet", columns=["segment"])[
        "segment"
    ].to_pylist()
    checked = 0
    for row in needs.segments(PLACE):
        assert row.people is not None, row.id
        found = _counted(("segment", "is", row.id))
        exact = listed.count(row.id)
        assert bool(found.refusal) == (0 < exact < 8)
        if not found.refusal:
            assert abs(found.whole.people - exact) <= 2
            checked += 1
    assert checked > 2


def test_every_listed_field_of_the_run_is_offered(manchester: Any) -> None:
    run = published()
    assert run is not None
    fields = offered.offer(run.run).fields
    assert {"age", "condition", "segment", "cohort", "is_priority", "neighbourhood", "tier", "risk"} <= set(
        fields
    )


def test_movement_and_segments_of_the_run_are_shown(manchester: Any, user_of: Callable[..., Any]) -> None:
    assert movements.is_published()
    assert needs.is_published()
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    for name in ("workbench", "movement", "segments", "builder", "models", "evaluations"):
        answer = client.get(reverse(f"population:{name}"))
        assert answer.status_code == 200, name
    page = client.get(reverse("population:movement")).content.decode()
    assert "Looking back" in page
    assert "suppressed" in page
