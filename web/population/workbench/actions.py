"""All writes of the workbench."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from lco.population.criteria import CohortDefinition, read_definition, write_definition
from web.audit.actions import record_search, record_write
from web.audit.models import Purpose
from web.population.workbench.models import CohortVersion, CountedCohort, SavedCohort, Sharing

_KEPT = 50  # counts of a user that are remembered; older ones no new count is held against


class CohortRefused(ValueError):
    """A change of a saved cohort that cannot be; the message says why and what to do."""


@transaction.atomic
def save_cohort(*, by: Any, definition: CohortDefinition, sharing: str = Sharing.NOBODY) -> SavedCohort:
    """Save a cohort of `by` with its first version."""
    text = write_definition(definition)
    cohort = SavedCohort.objects.create(
        owner=by,
        organisation=by.organisation,
        sharing=Sharing(sharing),
        title=definition.title,
        text=text,
    )
    CohortVersion.objects.create(cohort=cohort, number=1, text=text, saved_by=by)
    record_write(by=by, kind="cohort", id=cohort.pk, detail=f"saved, shared with {cohort.sharing}")
    return cohort


@transaction.atomic
def save_version(*, by: Any, cohort: SavedCohort, definition: CohortDefinition) -> SavedCohort:
    """Save a further version of a cohort; the same text again is no version.

    Raises:
        CohortRefused: when `by` is not its owner.
    """
    held = _held(by, cohort)
    text = write_definition(definition)
    if text == held.text:
        return held
    number = held.versions.count() + 1
    CohortVersion.objects.create(cohort=held, number=number, text=text, saved_by=by)
    held.text, held.title, held.saved_at = text, definition.title, timezone.now()
    held.save(update_fields=["text", "title", "saved_at"])
    record_write(by=by, kind="cohort", id=held.pk, detail=f"version {number} saved")
    return held


@transaction.atomic
def rename_cohort(*, by: Any, cohort: SavedCohort, title: str) -> SavedCohort:
    """Give a cohort another title, which is a version of its own.

    Raises:
        CohortRefused: when `by` is not its owner.
        CriteriaRefused: when the title cannot be used.
    """
    definition = replace(read_definition(_held(by, cohort).text), title=title.strip())
    return save_version(by=by, cohort=cohort, definition=definition)


@transaction.atomic
def share_cohort(*, by: Any, cohort: SavedCohort, sharing: str) -> SavedCohort:
    """Say who besides its owner may look at a cohort.

    Raises:
        CohortRefused: when `by` is not its owner.
    """
    held = _held(by, cohort)
    held.sharing = Sharing(sharing)
    held.save(update_fields=["sharing"])
    record_write(by=by, kind="cohort", id=held.pk, detail=f"shared with {held.sharing}")
    return held


@transaction.atomic
def delete_cohort(*, by: Any, cohort: SavedCohort) -> None:
    """Delete a cohort with all its versions; the trail keeps that there was one.

    Raises:
        CohortRefused: when `by` is not its owner.
    """
    held = _held(by, cohort)
    record_write(by=by, kind="cohort", id=held.pk, detail=f"deleted with {held.versions.count()} versions")
    held.delete()


@transaction.atomic
def note_count(*, by: Any, run: str, text: str) -> None:
    """Write that `by` was shown the counts of a definition in a run; the same again moves it up."""
    CountedCohort.objects.filter(user=by, run=run, text=text).delete()
    CountedCohort.objects.create(user=by, run=run, text=text)
    latest = CountedCohort.objects.filter(user=by).order_by("-counted_at", "-pk")[:_KEPT]
    CountedCohort.objects.filter(user=by).exclude(pk__in=list(latest.values_list("pk", flat=True))).delete()
    definition = read_definition(text)
    fields = ", ".join(sorted(definition.criteria.fields))
    record_search(
        by=by, kind="cohort", detail=f"counted by {fields} in {run}", purpose=Purpose.SERVICE_PLANNING
    )


def _held(by: Any, cohort: SavedCohort) -> SavedCohort:
    held = SavedCohort.objects.select_for_update().filter(pk=cohort.pk).first()
    if held is None:
        raise CohortRefused("This cohort was deleted meanwhile: nothing was changed.")
    if held.owner_id != by.pk:
        raise CohortRefused(
            f"This cohort belongs to {held.owner}: open it in the builder and save it as your own."
        )
    return held
