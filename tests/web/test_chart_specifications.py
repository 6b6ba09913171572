"""Every chart on a page is a valid specification of its language, and a withheld bar is never drawn."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft7Validator

pytestmark = pytest.mark.django_db

_CHART = re.compile(r'<script type="application/json" id="(chart-[^"]+)">(.*?)</script>', re.S)
PAGES = [
    "/place",
    "/place?show=emergency_admissions",
    "/outcomes/",
    "/outcomes/indicators/emergency_admissions",
    "/finance/",
    "/finance/savings",
    "/population/neighbourhoods/ardwick_and_longsight",
]


@pytest.fixture(scope="module")
def language() -> Any:
    """The schema of the chart language, as its Python package carries it."""
    found = importlib.util.find_spec("altair")
    assert found and found.origin
    path = Path(found.origin).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture
def charts_of(client: Client, user_of: Callable[..., Any], published_run: Path) -> Callable[[str], Any]:
    """Read the charts of a page as a commissioner sees them."""
    client.force_login(user_of("commissioner"), backend="django.contrib.auth.backends.ModelBackend")

    def read(address: str) -> Iterator[tuple[str, Any]]:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        for name, text in _CHART.findall(answer.content.decode()):
            yield name, json.loads(text)

    return read


@pytest.mark.parametrize("address", PAGES)
def test_the_charts_of_a_page_are_valid(address: str, charts_of: Callable[[str], Any], language: Any) -> None:
    charts = dict(charts_of(address))
    assert charts, f"{address} shows no chart"
    for name, chart in charts.items():
        faults = [fault.message for fault in language.iter_errors(chart)]
        assert faults == [], f"{address} {name}: {faults[:3]}"


def test_a_spoilt_chart_is_not_valid(charts_of: Callable[[str], Any], language: Any) -> None:
    _, chart = next(charts_of("/place"))
    assert not language.is_valid({**chart, "mark": "picture-of-a-pie"})
