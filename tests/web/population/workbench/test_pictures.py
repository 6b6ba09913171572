"""Every picture of the workbench is a valid specification of its language, by the schema of its makers."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft7Validator

from tests.support.workbench import MODEL, evaluation

pytestmark = pytest.mark.django_db
_CHART = re.compile(r'<script type="application/json" id="(chart-[^"]+)">(.*?)</script>', re.S)
PAGES = [
    ("movement", [], {"chart-movement", "chart-moves"}),
    ("segments", [], {"chart-segments", "chart-cohorts"}),
    ("validation", [MODEL], {"chart-calibration", "chart-benefit"}),
    ("evaluation", [evaluation().id], {"chart-series"}),
]


@pytest.fixture(scope="module")
def language() -> Any:
    """The schema of the chart language, as its Python package carries it."""
    found = importlib.util.find_spec("altair")
    assert found and found.origin
    path = Path(found.origin).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("name", "args", "wanted"), PAGES, ids=[page[0] for page in PAGES])
def test_the_pictures_of_a_page_are_valid(
    name: str, args: list[str], wanted: set[str], analyst: Client, language: Any
) -> None:
    answer = analyst.get(reverse(f"population:{name}", args=args))
    found = {id: json.loads(text) for id, text in _CHART.findall(answer.content.decode())}
    assert set(found) == wanted
    for id, chart in found.items():
        faults = [fault.message for fault in language.iter_errors(chart)]
        assert faults == [], f"{id}: {faults[:3]}"
