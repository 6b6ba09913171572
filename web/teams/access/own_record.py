"""A person's own record as it is given to them: on paper, or as a file a machine reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.teams.access.everything import Chapter, Part, everything_about, marks_of
from web.teams.access.looks import Looked, who_has_seen
from web.teams.access.models import AccessRequest, RequestState

WITHHELD = "Withheld: it is about somebody else, or the law keeps it back."


@dataclass(frozen=True)
class OwnRecord:
    """Everything held about a person, who has seen it, and what was decided of the marked parts."""

    request: AccessRequest
    chapters: Sequence[Chapter]
    looks: Sequence[Looked]

    @property
    def marks(self) -> list[str]:
        """The marks of the parts that are looked at before release."""
        return marks_of(self.chapters)

    @property
    def given(self) -> list[Chapter]:
        """The chapters of the person's copy: what is hidden while withheld leaves no trace in it."""
        kept = (
            (chapter.title, tuple(part for part in chapter.parts if not self.is_left_out(part)))
            for chapter in self.chapters
        )
        return [Chapter(title, parts) for title, parts in kept if parts]

    @property
    def undecided(self) -> list[str]:
        """The marks nobody has decided on."""
        return [mark for mark in self.marks if mark not in self.request.decisions]

    @property
    def is_released(self) -> bool:
        """Say whether the person may have it."""
        return bool(self.request.state == RequestState.RELEASED)

    def is_withheld(self, part: Part) -> bool:
        """Say whether a part is kept back. A part that was not decided on is."""
        return bool(part.concern) and self.request.decisions.get(part.mark) != "release"

    def is_left_out(self, part: Part) -> bool:
        """Say whether a part is kept back so that not even its place is shown."""
        return part.is_hidden and self.is_withheld(part)


def own_record(request: AccessRequest) -> OwnRecord:
    """Gather everything held about the person who asks."""
    return OwnRecord(request, everything_about(request.person), who_has_seen(request.person_id))


def as_json(record: OwnRecord, *, at: datetime) -> str:
    """Return the record as JSON, withheld parts named as such."""
    return json.dumps(_plain(record, at), indent=2, ensure_ascii=False, default=str)


def _plain(record: OwnRecord, at: datetime) -> Mapping[str, Any]:
    return {
        "about": "Everything held about you in this product, and who has seen it",
        "asked_on": record.request.asked_on,
        "made_at": at,
        "record": {
            chapter.title: [
                {"withheld": WITHHELD} if record.is_withheld(part) else dict(part.facts)
                for part in chapter.parts
            ]
            for chapter in record.given
        },
        "who_has_seen": [
            {
                "day": look.day,
                "who": look.who,
                "role": look.role,
                "organisation": look.organisation,
                "did": look.did,
                "because": look.because,
            }
            for look in record.looks
        ],
    }
