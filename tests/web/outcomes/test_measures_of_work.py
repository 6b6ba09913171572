"""The measures of the teams' work among the indicators: not measured is not nought."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from lco.outcomes.register import indicators
from lco.store import open_store
from lco.store.figures import Figure, write_figures
from lco.store.runs import FACTS, new_run
from tests.support.published import manifest
from tests.support.reading import read

pytestmark = pytest.mark.django_db


def figure(indicator: str, name: str, **counted: Any) -> Figure:
    definition = indicators()[indicator]
    return Figure(
        figure=name,
        definition=indicator,
        label=f"{definition.title}, {name.rsplit('/', maxsplit=1)[1].capitalize()}",
        area="manchester",
        period="2017/18",
        unit=definition.unit,
        kind="flow",
        source="record tables",
        working="Not measured: the records hold no row of cases." if not counted else "Made up.",
        inputs=(),
        **{"value": None, **counted},
    )


@pytest.fixture
def run(tmp_path: Path, settings: Any) -> None:
    """A run that measured the invitations and no other work."""
    store = open_store(tmp_path / "store", place="manchester", create=True)
    declined, flagged = "invitations_declined", "flagged_people_reviewed"
    made = [
        figure(declined, f"indicator/{declined}/manchester", value=20.0, numerator=20.0, denominator=100.0),
        figure(declined, f"equity/{declined}/ethnicity/asian", value=50.0, numerator=20.0, denominator=40.0),
        figure(declined, f"equity/{declined}/ethnicity/black", is_suppressed=True),
        figure(flagged, f"indicator/{flagged}/manchester"),
    ]
    with new_run(store, "20180401-0900-0badcafe") as new:
        write_figures(made, new.output("figures"))
        parquet.write_table(FACTS.empty_table(), new.output("facts"))
        new.publish(manifest())
    settings.LCO_STORE = tmp_path / "store"


def test_what_was_not_measured_says_so_and_shows_no_nought(signed_in: Any, run: None) -> None:
    page = read(signed_in().get("/outcomes/indicators/flagged_people_reviewed"))
    assert "Not measured: this is not nought." in page.words
    assert "the records hold no row of cases" in page.words
    assert "Manchester: not measured" in read(signed_in().get("/outcomes/")).words


def test_an_indicator_given_by_group_shows_the_groups(signed_in: Any, run: None) -> None:
    page = read(signed_in().get("/outcomes/indicators/invitations_declined"))
    (_, asian, black) = page.tables["By ethnicity"]
    assert asian[0] == "Asian" and asian[3:] == ["20", "40"]
    assert black[1].startswith("suppressed") and black[3:] == ["–", "–"]
    assert "By deprivation" not in page.tables


def test_an_indicator_of_records_has_no_groups(signed_in: Any, run: None) -> None:
    page = read(signed_in().get("/outcomes/indicators/emergency_admissions"))
    assert "By group, in the whole place" not in page.words
