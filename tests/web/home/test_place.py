"""The place at a glance: every number is a published figure, and leads to how it came about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lco.store import open_store
from lco.store.runs import new_run
from tests.support.published import RUN_ID, figures, manifest

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, user_of: Callable[..., Any]) -> Client:
    client.force_login(user_of("commissioner"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_nothing_published_says_why_and_what_next(signed_in: Client) -> None:
    page = signed_in.get("/place").content.decode()
    assert "no run has been published" in page
    assert "lco run" in page
    assert "Nothing has been published yet" in page


def test_every_figure_of_the_page_leads_to_its_open_book_page(signed_in: Client, published_run: Path) -> None:
    page = signed_in.get("/place").content.decode()
    shown = re.findall(r'<(\w+) class="lco-figure"\s*(?:href="([^"]+)")?', page)
    assert len(shown) > 60
    assert {tag for tag, _ in shown} == {"a"}
    for address in sorted({address for _, address in shown})[::10]:
        assert signed_in.get(address).status_code == 200, address


@pytest.mark.parametrize("area", ["ardwick_and_longsight", "cheetham_and_crumpsall"])
def test_the_number_on_the_page_is_the_number_of_the_run(
    area: str, signed_in: Client, published_run: Path
) -> None:
    from lco.place.pack import load_place

    value = next(
        figure.value for figure in figures(load_place("manchester")) if figure.figure == f"population/{area}"
    )
    page = signed_in.get("/place").content.decode()
    links = re.findall(rf'href="[^"]*population/{area}"[^>]*>\s*([\d,]+)', page)
    assert links
    assert {link.replace(",", "") for link in links} == {f"{value:.0f}"}


def test_a_suppressed_figure_is_never_a_zero(signed_in: Client, published_run: Path) -> None:
    page = signed_in.get("/place", {"show": "emergency_admissions"}).content.decode()
    data = json.loads(re.search(r'id="chart-comparison">(.*?)</script>', page, re.S)[1])["data"]["values"]
    withheld = [row for row in data if row["shown"] == "suppressed"]
    assert len(withheld) == 1
    assert withheld[0]["value"] is None
    assert withheld[0] == data[-1], "what is withheld stands last, not among the numbers"


def test_a_measure_nobody_knows_shows_the_first(signed_in: Client, published_run: Path) -> None:
    page = signed_in.get("/place", {"show": "<script>alert(1)</script>"}).content.decode()
    assert "People, by neighbourhood" in page
    assert "alert(1)" not in page


def test_real_boundaries_take_the_place_of_tiles(
    signed_in: Client, published_run: Path, tmp_path: Path, settings: Any
) -> None:
    square = [[-2.3, 53.4], [-2.2, 53.4], [-2.2, 53.5], [-2.3, 53.4]]
    feature = {"type": "Feature", "id": "ardwick_and_longsight", "properties": {}, "geometry": {}}
    feature["geometry"] = {"type": "MultiPolygon", "coordinates": [[square]]}
    settings.LCO_BOUNDARIES = tmp_path / "areas.geojson"
    settings.LCO_BOUNDARIES.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    page = signed_in.get("/place").content.decode()
    assert 'class="lco-boundaries"' in page
    assert "lco-tile--level" not in page
    settings.LCO_BOUNDARIES = tmp_path / "none.geojson"
    assert "lco-tile--level" in signed_in.get("/place").content.decode()


def test_the_banner_stands_on_every_page_of_made_up_people_and_on_no_other(
    signed_in: Client, published_run: Path, tmp_path: Path, settings: Any
) -> None:
    for path in ("/", "/place", "/accounts/profile", "/nothing/here"):
        assert "These people do not exist" in signed_in.get(path).content.decode()
    settings.LCO_STORE = tmp_path / "store"
    with new_run(open_store(settings.LCO_STORE, place="manchester", create=True), RUN_ID) as run:
        run.output("figures").write_bytes((published_run / "runs" / RUN_ID / "figures.parquet").read_bytes())
        run.publish(manifest(batches=()))
    assert "These people do not exist" not in signed_in.get("/place").content.decode()


def test_a_page_asks_the_database_little(
    signed_in: Client, published_run: Path, django_assert_max_num_queries: Any
) -> None:
    for path in ("/", "/place"):
        with django_assert_max_num_queries(6):
            signed_in.get(path)
