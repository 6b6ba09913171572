"""All writes of the records app."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import structlog
from django.db import transaction
from django.utils import timezone

from lco.store.place_store import Store
from lco.store.runs import Run
from web.audit.actions import record_write
from web.records.copying import merge_rows, one_at_a_time, take_stock
from web.records.incoming import people_with_identities, renamed, unlisted_with_identities
from web.records.models import Person, PublishedRun
from web.records.signals import people_published

log = structlog.get_logger("lco.web.records")

# Any number nobody else locks on: one publication at a time.
_PUBLISHING = 4_711


@transaction.atomic
def publish_run(*, by: Any, run: Run, store: Store) -> PublishedRun:
    """Load the people of `run` and who they are, and make it the run the pages show.

    All in one transaction: whoever reads meanwhile sees the former list, and so does everybody when
    anything fails. A run that is already shown is left as it is. `by` is None for a command.
    """
    one_at_a_time(_PUBLISHING)
    current = PublishedRun.objects.filter(is_current=True).first()
    if current is not None and current.pk == run.run_id:
        return current
    people = people_with_identities(run, store)
    unlisted = unlisted_with_identities(run, store)
    changed = merge_rows(Person, _persons(people))
    if unlisted is not None:
        # In no list, and known to their team as before.
        changed += merge_rows(Person, _persons(unlisted))
    take_stock(Person)
    published = _make_current(run, people.num_rows, by)
    people_published.send(sender=PublishedRun, published=published, people=people, unlisted=unlisted, run=run)
    record_write(by=by, kind="run", id=run.run_id, detail=f"published the list of {people.num_rows:,} people")
    log.info("run published", run=run.run_id, people=people.num_rows, changed=changed)
    return published


def _persons(people: pa.Table) -> pa.Table:
    return renamed(
        people,
        pseudonym="person",
        nhs_number="nhs_number",
        given_name="given_name",
        family_name="family_name",
        born_on="born_on",
        sex="sex",
        address="address",
        postcode="postcode",
        is_synthetic="is_synthetic",
    )


def _make_current(run: Run, people: int, by: Any) -> PublishedRun:
    PublishedRun.objects.filter(is_current=True).update(is_current=False)
    published, _ = PublishedRun.objects.update_or_create(
        pk=run.run_id,
        defaults={
            "place": run.manifest.place,
            "index_on": run.manifest.index_on,
            "people": people,
            "is_current": True,
            "published_at": timezone.now(),
            "published_by": by,
        },
    )
    return published
