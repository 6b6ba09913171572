"""A section of a plan, opened by somebody to be read or written."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from lco.teams.plans.content import Content, entries_of
from lco.teams.plans.schema import Section
from web.teams.access.pages import person_page
from web.teams.access.people import Seen
from web.teams.plans import queries
from web.teams.plans.models import PlanVersion
from web.teams.plans.reading import Part, part_of
from web.teams.plans.schemas import current_schema


@dataclass(frozen=True)
class Opened:
    """A section, the version it was opened in (0 when nothing is written yet) and as what it is shown."""

    section: Section
    number: int
    content: Content
    part: Part | None

    @property
    def is_shown(self) -> bool:
        """Say whether the one who looks may read it."""
        return self.part is not None and self.part.sight.is_shown

    def answers(self) -> dict[str, str]:
        """Return question to answer, of a section of words."""
        return {each.id: each.text for each in entries_of(self.content, self.section.id)}


def opened(request: HttpRequest, seen: Seen, id: str) -> Opened:
    """Return a section of the person's plan as it stands now; page 404 when there is no such section."""
    return opened_in(request, seen, id, queries.latest_version(seen.pseudonym))


def opened_in(request: HttpRequest, seen: Seen, id: str, latest: PlanVersion | None) -> Opened:
    """Return a section of `latest`, the version that stands now; page 404 when there is no such section."""
    section = current_schema().section(id)
    if section is None:
        raise Http404("no such section")
    content = latest.written if latest else queries.NOTHING
    part = part_of(request.user, seen, content, section)
    return Opened(section, latest.number if latest else 0, content, part)


def withheld(request: HttpRequest, seen: Seen, section: Section) -> HttpResponse:
    """Say that a section is withheld, and why."""
    at = opened(request, seen, section.id)
    context = {"section": section, "ground": at.part.sight.ground if at.part else ""}
    return person_page(request, seen, "teams/plans/withheld.jinja", context, status=403)
