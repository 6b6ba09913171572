"""The cohort builder: what the address says is counted, what is wrong is said, nothing small is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pyarrow import compute as pc
from pyarrow import parquet

from lco.population.criteria import Criteria, criterion
from lco.store.runs import PUBLISHED
from web.population.workbench import drafts, offered
from web.ui.published import published

pytestmark = pytest.mark.django_db
OLD = "a.0=1&f.0=age&c.0=at_least&v.0=65"


def _people(bench: Path) -> Any:
    return parquet.read_table(bench / "runs" / PUBLISHED / "people.parquet")


def _page(client: Client, query: str) -> str:
    answer = client.get(f"{reverse('population:builder')}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_people_of_the_address_are_counted_to_the_nearest_five(analyst: Client, bench: Path) -> None:
    people = _people(bench)
    exact = people.filter(pc.greater_equal(people["age"], 65)).num_rows
    page = _text(_page(analyst, OLD))
    assert "Counted: age at least 65 years." in page
    shown = int(re.search(r"People ([\d,]+) to the nearest five", page)[1].replace(",", ""))
    assert shown % 5 == 0
    assert abs(shown - exact) <= 2


def test_all_of_a_group_and_any_group(analyst: Client, bench: Path) -> None:
    people = _people(bench)
    old, many = pc.greater_equal(people["age"], 80), pc.greater_equal(people["conditions"], 3)
    dear = pc.greater_equal(people["cost_pence"], 1_000_000)
    exact = people.filter(pc.or_(pc.and_(old, many), dear)).num_rows
    page = _text(
        _page(
            analyst,
            "a.0=1&f.0=age&c.0=at_least&v.0=80&a.1=1&f.1=conditions&c.1=at_least&v.1=3"
            "&a.2=2&f.2=cost_pence&c.2=at_least&v.2=10,000",
        )
    )
    shown = int(re.search(r"People ([\d,]+) to the nearest five", page)[1].replace(",", ""))
    assert abs(shown - exact) <= 2
    assert "or cost of care in 12 months at least 10,000 pounds" in page


def test_an_empty_builder_says_what_to_do(analyst: Client) -> None:
    assert "Nothing is counted yet" in _page(analyst, "")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("a.0=1&f.0=age&c.0=at_least&v.0=old", "&#39;old&#39; is no age: give a number."),
        ("a.0=1&f.0=age&c.0=at_least&v.0=200", "Age of 200 cannot be: give a number from 0 to 130."),
        ("a.0=1&f.0=risk&c.0=at_least&v.0=120", "give a number from 0 to 100."),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_its_row(analyst: Client, query: str, sentence: str) -> None:
    page = _page(analyst, query)
    assert page.count(sentence) == 2  # once above the rows, once in the row
    assert 'href="#v-0"' in page and 'aria-describedby="e-0"' in page
    assert "Nothing is counted yet" in page


def test_a_button_adds_a_criterion_a_group_or_takes_one_out(analyst: Client) -> None:
    address = reverse("population:builder")
    more = analyst.get(f"{address}?{OLD}&add=1")
    assert more.status_code == 302 and "f.1=age" in more.url and "a.1=1" in more.url
    group = analyst.get(f"{address}?{OLD}&add=new")
    assert "a.1=2" in group.url
    fewer = analyst.get(f"{address}?{OLD}&a.1=2&f.1=tier&c.1=is&v.1=high&remove=0")
    assert "f.0=tier" in fewer.url and "a.0=1" in fewer.url and "add=" not in fewer.url


def test_the_address_of_a_saved_cohort_says_the_same_criteria(bench: Path) -> None:
    run = published()
    assert run is not None
    offer = offered.offer(run.run)
    criteria = Criteria(
        (
            (criterion("age", "at_least", "65"), criterion("condition", "has", "frailty")),
            (criterion("cost_pence", "at_most", "1234500"), criterion("risk", "at_least", "0.125")),
            (criterion("tier", "one_of", "high;rising"), criterion("has_mental_health_need", "is", "true")),
        )
    )
    query = drafts.opened(criteria, offer).query
    assert drafts.read(QueryDict(query), offer).criteria == criteria


def test_what_the_run_does_not_hold_is_not_offered(analyst: Client) -> None:
    page = _page(analyst, "")
    assert '<option value="neighbourhood"' in page
    assert '<option value="segment"' not in page
    assert '<option value="falls_admissions"' not in page


def test_nonsense_in_the_address_is_no_error(analyst: Client) -> None:
    for query in (
        "f.0=person&v.0=1",
        "f.999999=age",
        "f.0=age&c.0=has&v.0=65&a.0=x&remove=77",
        "f.0=neighbourhood&c.0=is&v.0=atlantis",
        "f.0=tier&c.0=one_of&v.0=high&v.0=purple",
        "add=999999&remove=%C2%B2",
        "&".join(f"f.{n}=age&c.{n}=at_least&v.{n}={n}" for n in range(60)),
    ):
        answer = analyst.get(f"{reverse('population:builder')}?{query}", follow=True)
        assert answer.status_code == 200, query


def test_a_cohort_of_few_is_withheld_whole(analyst: Client, bench: Path) -> None:
    people = _people(bench)
    top = sorted(people["cost_pence"].to_pylist())[-5]
    page = _text(_page(analyst, f"f.0=cost_pence&c.0=at_least&v.0={top / 100}"))
    assert "These counts are withheld. Fewer than 8 people meet this" in page
    assert "to the nearest five, as of" not in page


def test_two_answers_that_could_be_subtracted_are_not_both_given(analyst: Client, bench: Path) -> None:
    costs = sorted(_people(bench)["cost_pence"].to_pylist(), reverse=True)
    first, second = costs[500] / 100, costs[503] / 100
    assert "to the nearest five, as of" in _text(_page(analyst, f"f.0=cost_pence&c.0=at_least&v.0={first}"))
    page = _text(_page(analyst, f"f.0=cost_pence&c.0=at_least&v.0={second}"))
    assert "These counts are withheld. This differs by fewer than 8 people from" in page
    assert "which you counted before" in page
    again = _text(_page(analyst, f"f.0=cost_pence&c.0=at_least&v.0={first}"))
    assert "to the nearest five, as of" in again


def test_somebody_else_is_not_held_against_what_i_counted(
    signed_in: Callable[..., Client], bench: Path
) -> None:
    costs = sorted(_people(bench)["cost_pence"].to_pylist(), reverse=True)
    one, other = signed_in("analyst", name="Ada One"), signed_in("analyst", name="Ben Two")
    _page(one, f"f.0=cost_pence&c.0=at_least&v.0={costs[500] / 100}")
    shown = _text(_page(other, f"f.0=cost_pence&c.0=at_least&v.0={costs[503] / 100}"))
    assert "to the nearest five, as of" in shown


def test_every_count_shown_leaves_a_row_in_the_trail_without_its_values(analyst: Client) -> None:
    from web.audit.models import Act, AuditEntry

    _page(analyst, OLD)
    row = AuditEntry.objects.get(act=Act.SEARCH, object_kind="cohort")
    assert row.detail.startswith("counted by age in ")
    assert "65" not in row.detail


def test_the_counts_are_taken_away_with_the_definition_in_their_head(analyst: Client) -> None:
    address = f"{reverse('population:builder')}?{OLD}&export=csv&purpose=service_planning"
    taken = analyst.get(address).content.decode("utf-8-sig")
    assert "Cohort: age at least 65 years" in taken
    assert "Neighbourhood,People,High tier" in taken


def test_before_the_first_run_the_page_says_what_next(
    signed_in: Callable[..., Client], settings: Any
) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    assert "no run has been published" in _page(signed_in("analyst"), OLD)
