"""What is written in a plan is saved; two who write at once are merged, or asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.teams.plans.content import (
    NOTHING,
    SEEN_BY,
    Content,
    ContentRefused,
    Entry,
    entries_of,
    limited_to,
    refuse_what_cannot_be,
    to_json,
    with_entry,
    with_section,
    without_entry,
)
from lco.teams.plans.merging import Merged, changed_sections, merge
from web.accounts.models import Organisation
from web.audit.actions import record_write
from web.teams.plans.held import Held, PlanRefused, hold, own, version_of
from web.teams.plans.models import Plan, PlanVersion
from web.teams.plans.schemas import current_schema
from web.teams.plans.sight import sight_of


class BothChanged(PlanRefused):
    """Two people changed the same entry differently: `merged` has what they contradict each other in.

    `first` is the version you began from, `latest` what they saved, `yours` the section as you wrote it.
    """

    def __init__(self, merged: Merged, first: int, latest: PlanVersion, yours: tuple[Entry, ...]) -> None:
        self.merged, self.first, self.latest, self.yours = merged, first, latest, yours
        who = latest.by.name if latest.by else "Somebody"
        super().__init__(f"{who} changed the same words while you wrote: choose what is to stand.")


@transaction.atomic
def save_section(
    *, by: Any, person: int, section: str, entries: Iterable[Entry], base: int, key: UUID
) -> PlanVersion:
    """Save one section of a person's plan as `by` wrote it; every version stays.

    Args:
        by: who writes: somebody who sees the person and the section today.
        person: pseudonym.
        section: id of the section.
        entries: the whole section as it is to be.
        base: number of the version the writer had open; 0 when there was none.
        key: of the form: sent a second time, the version made the first time is returned.

    Raises:
        PlanRefused: when `by` may not write it, or the words cannot stand there.
        BothChanged: when somebody saved other words for the same entry since `base`.
    """
    held = hold(by, person)
    made = PlanVersion.objects.select_related("by").filter(key=key).first()
    if made is not None:
        return own(made, held.plan, by)
    was = _content(held.plan, base)
    yours = with_section(was, section, entries)
    _refuse_what_cannot_be(by, held, was, yours, section)
    return _merged(Saving(by, held.plan, base, key), was, yours, section)


@transaction.atomic
def limit_section(
    *, by: Any, person: int, section: str, organisations: Collection[int], base: int, key: UUID
) -> PlanVersion:
    """Let only the `organisations` see a section; none given lets all see it that look after the person.

    Raises:
        PlanRefused: when `by` may not, would shut out the own organisation, or the section is for all.
        BothChanged: when somebody limited it differently since `base`.
    """
    part = current_schema().section(section)
    if part is None or part.is_open:
        raise PlanRefused("This section is read by everybody who may open the record.")
    known = set(Organisation.objects.filter(pk__in=organisations).values_list("pk", flat=True))
    if known and by.organisation_id not in known:
        raise PlanRefused("Tick your own organisation too: you could not read what you wrote.")
    held = hold(by, person)
    made = PlanVersion.objects.select_related("by").filter(key=key).first()
    if made is not None:
        return own(made, held.plan, by)
    was = _content(held.plan, base)
    _refuse_unseen(by, held, was, section)
    changed = (
        with_entry(was, SEEN_BY, limited_to(section, known))
        if known
        else without_entry(was, SEEN_BY, section)
    )
    return _merged(Saving(by, held.plan, base, key), was, changed, SEEN_BY)


@dataclass(frozen=True)
class Saving:
    """One sending of a form: who writes which plan, beside which version."""

    by: Any
    plan: Plan
    base: int
    key: UUID


def _merged(saving: Saving, was: Content, yours: Content, section: str) -> PlanVersion:
    plan = saving.plan
    theirs = _content(plan, plan.number)
    merged = merge(was, theirs, yours)
    if merged.conflicts:
        raise BothChanged(merged, saving.base, version_of(plan, plan.number), entries_of(yours, section))
    changed = changed_sections(theirs, merged.content)
    if changed:
        return _kept(saving, merged.content, changed)
    if not plan.number:
        raise PlanRefused("Nothing was written: there is nothing to save.")
    return version_of(plan, plan.number)


def _kept(saving: Saving, content: Content, changed: tuple[str, ...]) -> PlanVersion:
    plan = saving.plan
    plan.number += 1
    plan.save(update_fields=["number"])
    version = PlanVersion.objects.create(
        plan=plan,
        number=plan.number,
        base=saving.base,
        content=to_json(content),
        schema=current_schema().version,
        sections=list(changed),
        by=saving.by,
        key=saving.key,
    )
    detail = f"plan version {version.number} saved: {', '.join(changed)}"
    record_write(by=saving.by, kind="person", id=plan.person_id, detail=detail)
    return version


def _content(plan: Plan, number: int) -> Content:
    return version_of(plan, number).written if number else NOTHING


def _refuse_what_cannot_be(by: Any, held: Held, was: Content, yours: Content, section: str) -> None:
    if section == SEEN_BY:
        raise PlanRefused("Who sees a section is said on the page of that section.")
    try:
        refuse_what_cannot_be(current_schema(), yours, section)
    except ContentRefused as refused:
        raise PlanRefused(str(refused)) from refused
    _refuse_unseen(by, held, was, section)


def _refuse_unseen(by: Any, held: Held, was: Content, section: str) -> None:
    part = current_schema().section(section)
    now = _content(held.plan, held.plan.number)
    if part is None or not sight_of(by, held.seen, part, was, now).is_shown:
        raise PlanRefused("This section is withheld from you: ask those who wrote it.")
