"""Saved cohorts: files with an owner, versions and readers; nobody changes what is another's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lco.population.criteria import Criteria, CriteriaRefused, criterion, read_definition
from web.accounts.models import User
from web.audit.models import Act, AuditEntry
from web.population.workbench import actions, cohorts, naming
from web.population.workbench.actions import CohortRefused
from web.population.workbench.models import CohortVersion, CountedCohort, SavedCohort, Sharing

pytestmark = pytest.mark.django_db
OLD = Criteria(((criterion("age", "at_least", "65"),),))
FILE = """
id = "frail_twice"
title = "Frail people admitted twice"
why = "The falls team wants to call them first."
owner = "Falls service"

[[any]]
all = [{field = "age", comparison = "at_least", value = 65}]
"""


@pytest.fixture
def owner(user_of: Callable[..., User]) -> User:
    """An analyst who owns a cohort."""
    return user_of("analyst", name="Olu Owner")


@pytest.fixture
def colleague(user_of: Callable[..., User]) -> User:
    """An analyst of the same organisation."""
    return user_of("analyst", name="Col League")


@pytest.fixture
def stranger(user_of: Callable[..., User]) -> User:
    """An analyst of another organisation."""
    from web.accounts.actions import add_organisation

    return user_of("analyst", name="Stra Nger", organisation=add_organisation(by=None, name="Other Trust"))


@pytest.fixture
def saved(owner: User) -> SavedCohort:
    """A cohort of the owner, shared with nobody."""
    made = naming.definition(title="Older people", why="To plan.", owner=owner, criteria=OLD)
    return actions.save_cohort(by=owner, definition=made)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_what_is_saved_is_the_file_the_command_line_reads(saved: SavedCohort) -> None:
    definition = read_definition(saved.text)
    assert definition.criteria == OLD
    assert definition.id == "older_people"
    assert definition.owner == "Olu Owner, Smalltown Community Trust"


def test_saving_again_makes_a_version_and_the_same_text_makes_none(saved: SavedCohort, owner: User) -> None:
    changed = naming.definition(
        title="Older people",
        why="To plan.",
        owner=owner,
        criteria=Criteria(((criterion("age", "at_least", "75"),),)),
    )
    actions.save_version(by=owner, cohort=saved, definition=changed)
    actions.save_version(by=owner, cohort=saved, definition=changed)
    assert list(saved.versions.values_list("number", flat=True)) == [2, 1]
    saved.refresh_from_db()
    assert "75" in saved.text


def test_a_new_title_is_a_version_and_a_title_that_cannot_be_is_refused(
    saved: SavedCohort, owner: User
) -> None:
    actions.rename_cohort(by=owner, cohort=saved, title="People of 65 and more")
    saved.refresh_from_db()
    assert read_definition(saved.text).title == saved.title == "People of 65 and more"
    with pytest.raises(CriteriaRefused, match="Give the title"):
        actions.rename_cohort(by=owner, cohort=saved, title="  ")
    assert saved.versions.count() == 2


@pytest.mark.parametrize(
    ("sharing", "seen"),
    [
        (Sharing.NOBODY, ()),
        (Sharing.ORGANISATION, ("colleague",)),
        (Sharing.EVERYBODY, ("colleague", "stranger")),
    ],
)
def test_those_it_is_shared_with_see_it(  # noqa: PLR0917 - each is a fixture
    sharing: str,
    seen: tuple[str, ...],
    saved: SavedCohort,
    owner: User,
    colleague: User,
    stranger: User,
    bench: Any,
) -> None:
    actions.share_cohort(by=owner, cohort=saved, sharing=sharing)
    people = {"owner": owner, "colleague": colleague, "stranger": stranger}
    for name, user in people.items():
        may = name == "owner" or name in seen
        assert cohorts.visible_to(user).exists() is may
        answer = _client(user).get(reverse("population:cohort", args=[saved.pk]))
        assert answer.status_code == (200 if may else 403)
        assert _client(user).get(reverse("population:download_cohort", args=[saved.pk])).status_code == (
            200 if may else 403
        )


def test_only_the_owner_changes_a_shared_cohort(saved: SavedCohort, owner: User, colleague: User) -> None:
    actions.share_cohort(by=owner, cohort=saved, sharing=Sharing.EVERYBODY)
    for act, given in (
        (actions.share_cohort, {"sharing": Sharing.NOBODY}),
        (actions.rename_cohort, {"title": "Mine"}),
        (actions.delete_cohort, {}),
    ):
        with pytest.raises(CohortRefused, match="belongs to Olu Owner"):
            act(by=colleague, cohort=saved, **given)
    saved.refresh_from_db()
    assert saved.sharing == Sharing.EVERYBODY
    assert saved.title == "Older people"


def test_deleting_takes_every_version_and_leaves_a_row_in_the_trail(saved: SavedCohort, owner: User) -> None:
    key = saved.pk
    actions.delete_cohort(by=owner, cohort=saved)
    assert not CohortVersion.objects.exists()
    assert AuditEntry.objects.filter(
        act=Act.WRITE, object_kind="cohort", object_id=str(key), detail="deleted with 1 versions"
    ).exists()
    with pytest.raises(CohortRefused, match="deleted meanwhile"):
        actions.delete_cohort(by=owner, cohort=SavedCohort(pk=key))


def test_a_file_is_uploaded_and_downloaded_the_same(owner: User, bench: Any) -> None:
    client = _client(owner)
    given = SimpleUploadedFile("frail.toml", FILE.encode())
    answer = client.post(reverse("population:upload_cohort"), {"file": given}, follow=True)
    assert "Frail people admitted twice is saved" in answer.content.decode()
    cohort = SavedCohort.objects.get()
    taken = client.get(reverse("population:download_cohort", args=[cohort.pk]))
    assert taken["Content-Disposition"] == 'attachment; filename="frail_twice.toml"'
    assert read_definition(taken.content.decode()) == read_definition(FILE)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"x" * 100_001, "larger than 100,000 bytes"),
        (b"id = ", "no sound TOML"),
        (FILE.replace("age", "shoe_size").encode(), "There is no field &#39;shoe_size&#39;"),
        (FILE.replace("value = 65", 'value = "old"').encode(), "Line 7, criterion 1"),
    ],
)
def test_a_file_that_is_no_definition_is_refused_in_a_sentence(
    content: bytes, sentence: str, owner: User, bench: Any
) -> None:
    given = SimpleUploadedFile("bad.toml", content)
    answer = _client(owner).post(reverse("population:upload_cohort"), {"file": given})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SavedCohort.objects.exists()


def test_what_was_built_is_saved_shared_and_opened_again(owner: User, bench: Any) -> None:
    client = _client(owner)
    given = {
        "query": "a.0=1&f.0=age&c.0=at_least&v.0=65",
        "title": "Ältere <b>Leute</b>",
        "why": "To plan.",
        "sharing": "organisation",
    }
    answer = client.post(reverse("population:save_cohort"), given, follow=True)
    page = answer.content.decode()
    assert "Ältere &lt;b&gt;Leute&lt;/b&gt;" in page
    assert "Shared with" in page and "My organisation" in page
    assert "f.0=age&amp;c.0=at_least&amp;v.0=65" in page
    assert read_definition(SavedCohort.objects.get().text).id == "altere_b_leute_b"


def test_an_own_cohort_opened_in_the_builder_is_saved_as_a_version(
    saved: SavedCohort, owner: User, colleague: User, bench: Any
) -> None:
    client = _client(owner)
    page = client.get(reverse("population:cohort", args=[saved.pk])).content.decode()
    assert f"of={saved.pk}&amp;a.0=1&amp;f.0=age" in page
    given = {
        "of": str(saved.pk),
        "query": "f.0=age&c.0=at_least&v.0=70",
        "title": "Older people",
        "why": "To plan.",
        "sharing": "everybody",
    }
    client.post(reverse("population:save_cohort"), given)
    saved.refresh_from_db()
    assert saved.versions.count() == 2
    assert saved.sharing == Sharing.EVERYBODY
    assert "70" in saved.text
    _client(colleague).post(reverse("population:save_cohort"), given)
    assert saved.versions.count() == 2, "another's cohort becomes one's own, not a version of it"
    assert SavedCohort.objects.filter(owner=colleague).count() == 1


def test_a_cohort_the_builder_cannot_show_whole_is_not_opened_in_it(owner: User, bench: Any) -> None:
    rows = tuple((criterion("age", "at_least", str(age)),) for age in range(20))
    many = Criteria((*rows[:19], (*rows[19], criterion("age", "at_most", "120"))))
    made = naming.definition(title="Many", why="To plan.", owner=owner, criteria=many)
    cohort = actions.save_cohort(by=owner, definition=made)
    page = _client(owner).get(reverse("population:cohort", args=[cohort.pk])).content.decode()
    assert "Open in the builder" not in page


def test_a_cohort_without_a_title_is_not_saved(owner: User, bench: Any) -> None:
    given = {"query": "f.0=age&c.0=at_least&v.0=65", "title": "", "why": "", "sharing": "nobody"}
    answer = _client(owner).post(reverse("population:save_cohort"), given)
    assert answer.status_code == 422
    assert "Give the cohort a title" in answer.content.decode()
    nothing = _client(owner).post(reverse("population:save_cohort"), {"query": "f.0=age&v.0="})
    assert nothing.status_code == 302
    assert not SavedCohort.objects.exists()


def test_a_commissioner_sees_counts_of_what_is_shared_and_changes_nothing(
    saved: SavedCohort, owner: User, user_of: Callable[..., User], bench: Any
) -> None:
    actions.share_cohort(by=owner, cohort=saved, sharing=Sharing.EVERYBODY)
    client = _client(user_of("commissioner"))
    page = client.get(reverse("population:cohort", args=[saved.pk])).content.decode()
    assert "to the nearest five" in page
    assert "Delete this cohort" not in page and "Open in the builder" not in page
    assert client.post(reverse("population:delete_cohort", args=[saved.pk])).status_code == 403


def test_the_latest_counts_are_remembered_each_once(owner: User) -> None:
    texts = [
        naming.unnamed(Criteria(((criterion("age", "at_least", str(age)),),))) for age in (*range(60), 59, 58)
    ]
    for text in texts:
        actions.note_count(by=owner, run="run", text=text)
    kept = list(CountedCohort.objects.order_by("-counted_at").values_list("text", flat=True))
    assert len(kept) == 50
    assert kept[:2] == [texts[58], texts[59]]


@pytest.mark.parametrize(
    ("title", "id"),
    [("Frail, twice admitted", "frail_twice_admitted"), ("65+", "cohort_65"), ("老人", "cohort")],
)
def test_a_title_becomes_an_id(title: str, id: str) -> None:
    assert naming.identifier(title) == id
