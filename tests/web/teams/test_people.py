"""The list of a team's people: search, filter, order, pages, files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.periods import months_before
from tests.journeys.manchester import FIRST_TEAM
from tests.support.reading import read
from web.population.models import Listing
from web.population.queries import AGE_BANDS, Asked, matching, tier_counts
from web.records.models import Person, PublishedRun
from web.records.names import searchable
from web.teams import queries
from web.teams.models import Team

pytestmark = pytest.mark.django_db

# given name, family name, what somebody types
AWKWARD = [
    ("Siân", "O'Neill", "sian oneill"),
    ("Siân", "O’Neill", "O'NEILL"),
    ("Zoë", "Łoś-Nowak", "los nowak zoe"),
    ("Ğülşen", "Yıldız", "yildiz"),
    ("Nguyễn Thị", "Ánh", "anh nguyen"),
    ("محمد", "الأمين", "محمد"),
    ("小明", "王", "王"),
    ("A", "Ng", "ng"),
    ("Mar\u200bia", "St. John", "maria st john"),
    ("Rosie 🌸", "Poppins", "🌸"),
    ("=HYPERLINK(1)", "+CMD|' /C calc'!A0", "hyperlink"),
    ("<script>alert(1)</script>", "@SUM(A1)", "script"),
    ("X" * 120, "Long", "x" * 120),
]


@pytest.fixture
def listed(manchester: Any) -> Callable[..., Listing]:
    """Put somebody into the first team's neighbourhood: ``listed("Siân", "O'Neill")``."""
    run = PublishedRun.objects.get(is_current=True)

    def add(
        given: str, family: str, *, nhs_number: str = "", born_on: date | None = None, **changes: Any
    ) -> Listing:
        pseudonym = Person.objects.count() + 1
        person = Person.objects.create(
            pseudonym=pseudonym,
            nhs_number=nhs_number,
            given_name=given,
            family_name=family,
            born_on=born_on or date(1950, 1, 1),
            sex=2,
            is_synthetic=True,
        )
        values: dict[str, Any] = {
            "neighbourhood": "ancoats_clayton_and_bradford",
            "tier": "high",
            "tier_order": 1,
            "rank": 10_000 + pseudonym,
            "age": 68,
            "sex": 2,
            "conditions": 2,
            "emergency_admissions": 1,
            "attendances": 0,
            "bed_days": 0,
            "contacts": 0,
            "cost_pence": 0,
        }
        name = searchable(f"{family} {given}")
        return Listing.objects.create(
            run=run, person=person, nhs_number=nhs_number, searched=name, **{**values, **changes}
        )

    return add


@pytest.fixture
def lead(teamed: Any) -> Client:
    """The lead of the first team, signed in."""
    client = Client()
    client.force_login(teamed("team_lead"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _mine() -> Any:
    return queries.people_of(Team.objects.get(slug=FIRST_TEAM))


def _search(client: Client, text: str) -> Any:
    return client.post(reverse("teams:search"), {"text": text}, follow=True)


@pytest.mark.parametrize(("given", "family", "typed"), AWKWARD, ids=[typed[:20] for *_, typed in AWKWARD])
def test_an_awkward_name_is_found_and_shown_as_written(
    given: str, family: str, typed: str, listed: Any, lead: Client
) -> None:
    who = listed(given, family)
    found = matching(_mine(), Asked(text=typed))
    assert who in found
    page = _search(lead, typed).content.decode()
    assert reverse("teams:person", args=[who.person_id]) in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("typed", ["999 123 4567", "9991234567", "999-123-4567", "1234567", " 123 45 "])
def test_an_nhs_number_or_a_part_of_it_finds_the_person(typed: str, listed: Any) -> None:
    who = listed("Ann", "Other", nhs_number="9991234567")
    assert who in matching(_mine(), Asked(text=typed))


def test_what_is_searched_for_never_stands_in_an_address(listed: Any, lead: Client) -> None:
    listed("Siân", "O'Neill", nhs_number="9991234567")
    for text in ("O'Neill", "999 123 4567"):
        response = _search(lead, text)
        addresses = [address for address, _ in response.redirect_chain]
        assert not any("neill" in address.lower() or "1234567" in address for address in addresses)
        assert "search=" in addresses[-1]


def test_a_search_of_another_session_shows_everybody_and_says_so(lead: Client) -> None:
    page = lead.get(reverse("teams:people"), {"search": "deadbeef"}).content.decode()
    assert "Your search has ended with your last session" in page


def test_a_search_too_long_is_refused_in_a_sentence(lead: Client) -> None:
    response = lead.post(reverse("teams:search"), {"text": "x" * 201})
    assert response.status_code == 422
    assert "Enter at most 200 characters" in response.content.decode()


def test_words_that_fold_to_nothing_find_nobody(listed: Any) -> None:
    listed("Ann", "Other")
    assert not matching(_mine(), Asked(text="\u200b'")).exists()


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --", "\\", "'; DROP TABLE x; --"])
def test_signs_of_the_database_are_taken_as_they_are(text: str, listed: Any, lead: Client) -> None:
    listed("Ann", "Other")
    assert matching(_mine(), Asked(text=text)).count() <= 1
    assert _search(lead, text).status_code == 200


def test_filters_narrow_and_tabs_count_what_they_narrow(listed: Any) -> None:
    this_year = timezone.localdate().year
    listed("Old", "Woman", born_on=date(this_year - 80, 1, 1), sex=2, conditions=5, practice="P84001")
    young = {"born_on": date(this_year - 20, 1, 1), "tier": "low", "tier_order": 3}
    listed("Young", "Man", **young, sex=1, conditions=0, practice="P84002")
    asked = Asked(text="old woman", age_band="75-84", sex=2, practice="P84001", conditions_at_least=5)
    assert matching(_mine(), asked).count() == 1
    assert tier_counts(_mine(), asked) == {"high": 1, "rising": 0, "low": 0}
    assert not matching(_mine(), Asked(text="old woman", age_band="0-4")).exists()
    assert not matching(_mine(), Asked(text="young man", tier="high")).exists()


def test_one_age_everywhere_that_of_today_not_of_the_day_of_the_run(listed: Any, lead: Client) -> None:
    day = timezone.localdate()
    who = listed("Ann", "Other", born_on=date(day.year - 85, 1, 1), age=74)
    page = _search(lead, "ann other").content.decode()
    banner = lead.get(reverse("teams:person", args=[who.person_id])).content.decode()
    cell = re.findall(r'cell--numeric"[^>]*>(.*?)</td>', page, re.DOTALL)[-1]
    assert re.findall(r"\d+", cell) == ["85"], cell
    assert "85&nbsp;years" in banner or "85 years" in banner
    assert matching(_mine(), Asked(text="ann other", age_band="85+")).count() == 1
    assert not matching(_mine(), Asked(text="ann other", age_band="65-74")).exists()


@pytest.mark.parametrize("least", [0, 5, 18, 40, 65, 75, 85])
def test_a_band_begins_on_the_birthday(least: int, listed: Any) -> None:
    day = timezone.localdate()
    born_today = months_before(day, 12 * least)
    on_it = listed("Birthday", "Child", born_on=born_today)
    day_before = listed("Tomorrow", "Child", born_on=born_today + timedelta(days=1))
    band = next(name for name, (first, _) in AGE_BANDS.items() if first == least)
    found = set(matching(_mine(), Asked(text="child", age_band=band)))
    assert on_it in found and day_before not in found
    assert on_it.person.age == least


def test_every_band_holds_whom_the_banner_says_it_holds(manchester: Any) -> None:
    by_age = {listing.pk: listing.person.age for listing in _mine().select_related("person")}
    for band, (least, most) in AGE_BANDS.items():
        held = set(matching(_mine(), Asked(age_band=band)).values_list("pk", flat=True))
        assert held == {key for key, age in by_age.items() if least <= age <= most}, band


def test_tabs_add_up_to_everybody(manchester: Any) -> None:
    assert sum(tier_counts(_mine(), Asked()).values()) == _mine().count()


def _shown(client: Client, **asked: Any) -> list[int]:
    page = client.get(reverse("teams:people"), asked).content.decode()
    return [int(number) for number in re.findall(r'href="/teams/people/(\d+)"', page)]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("need", ("tier_order", "rank")),
        ("name", ("searched", "pk")),
        ("-age", ("person__born_on", "pk")),
        ("age", ("-person__born_on", "pk")),
        ("-admissions", ("-emergency_admissions", "pk")),
    ],
)
def test_pages_follow_the_order_asked_for_and_do_not_overlap(
    sort: str, order: tuple[str, ...], lead: Client
) -> None:
    pages = -(-_mine().count() // 25)
    seen = [who for page in range(1, pages + 1) for who in _shown(lead, page=page, sort=sort)]
    assert seen == list(_mine().order_by(*order).values_list("person", flat=True))


def test_without_a_wish_those_most_in_need_come_first(lead: Client) -> None:
    assert _shown(lead) == list(_mine().order_by("tier_order", "rank").values_list("person", flat=True)[:25])


@pytest.mark.parametrize("per_page", [25, 50, 100])
def test_a_page_takes_as_many_people_as_asked(per_page: int, lead: Client) -> None:
    assert len(_shown(lead, per_page=per_page)) == min(per_page, _mine().count())


def test_the_number_of_queries_does_not_grow_with_the_rows(lead: Client) -> None:
    lead.get(reverse("teams:people"))
    counted = []
    for per_page in (25, 100):
        with CaptureQueriesContext(
            connection,
        ) as found:
            lead.get(reverse("teams:people"), {"per_page": per_page})
        counted.append(len(found))
    assert counted[0] == counted[1]
    assert counted[0] <= 15


def _lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_says_who_took_it_why_and_what_was_asked(listed: Any, lead: Client) -> None:
    listed("Ann", "Other")
    asked = {"tier": "high", "export": "csv", "purpose": "direct_care"}
    response = lead.get(reverse("teams:people"), asked)
    head = response.content.decode("utf-8-sig").split("\n\n")[0]
    for words in ("Robin Team Lead", "Care of the person", "Tier", "High risk"):
        assert words in head
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_of_a_file_is_a_formula(form: str, listed: Any, lead: Client) -> None:
    for given, family, _ in AWKWARD:
        listed(given, family)
    asked = {"tier": "high", "export": form, "purpose": "direct_care"}
    content = lead.get(reverse("teams:people"), asked).content
    if form == "csv":
        cells = [cell for line in _lines(content) for cell in line]
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)
        assert any("HYPERLINK" in cell for cell in cells)
        return
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_the_file_holds_everybody_asked_for_and_not_only_the_page(lead: Client) -> None:
    lines = _lines(lead.get(reverse("teams:people"), {"export": "csv", "purpose": "direct_care"}).content)
    heads = next(number for number, line in enumerate(lines) if line and line[0] == "Name and NHS number")
    assert len(lines) - heads - 1 == _mine().count()


def test_a_file_without_a_purpose_is_refused(lead: Client) -> None:
    assert lead.get(reverse("teams:people"), {"export": "csv"}).status_code == 400


def test_without_a_prediction_people_stand_by_points_and_with_one_by_words(lead: Client) -> None:
    _mine().update(risk=None)
    page = read(lead.get(reverse("teams:people")))
    first = _mine().order_by("tier_order", "rank")[0]
    assert page.column("People", "Number by points")[0] == f"{first.rank:,}"
    assert "12 months" not in page.tables["People"][0]
    _mine().update(risk=0.25)
    page = read(lead.get(reverse("teams:people")))
    assert page.column("People", "Emergency admission in 12 months")[0] == "About 1 in 4 25 of 100 alike"
    assert "0.25" not in page.words


def test_the_groups_of_a_person_are_few_in_the_list_and_whole_in_the_file(lead: Client) -> None:
    ids = "frail_older_people;adults_with_complex_lives;long_term_conditions_and_end_of_life"
    _mine().update(cohorts=f";{ids};", is_priority=True, has_mental_health_need=True, segment="disability")
    page = read(lead.get(reverse("teams:people")))
    needs = page.column("People", "Needs")[0]
    assert needs == "Disability On the priority list; Mental-health need; Frail older people; and 2 more"
    lines = _lines(lead.get(reverse("teams:people"), {"export": "csv", "purpose": "direct_care"}).content)
    heads = next(line for line in lines if line and line[0] == "Name and NHS number")
    row = dict(zip(heads, lines[lines.index(heads) + 1], strict=True))
    assert row["Cohorts"].count(";") == 2
    assert row["On the priority list"] == "Yes"


@pytest.mark.parametrize("name", ["movement", "segment", "cohort", "mental_health", "priority", "judged"])
def test_a_filter_that_makes_no_sense_is_left_out_and_said(name: str, lead: Client) -> None:
    response = lead.get(reverse("teams:people"), {name: "' OR 1=1 --"})
    assert response.status_code == 200
    assert "The filter was left out" in response.content.decode()
    assert len(_shown(lead, **{name: "' OR 1=1 --"})) == 25
