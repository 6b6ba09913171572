"""The answers of an assessment as values, and a mark of one page's answers."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection

from lco.teams.questionnaires.values import Value, read_kept
from web.teams.assessments.models import Assessment


def answers_of(assessment: Assessment) -> dict[str, tuple[Value, ...]]:
    """Return the answers so far, as values."""
    return read_kept(assessment.answers)


def mark(assessment: Assessment, link_ids: Collection[str]) -> int:
    """Return a number that changes when an answer of one of these questions does.

    It is what a page was opened beside: two people who write on different pages do not disturb each other.
    """
    kept = {
        link_id: assessment.answers[link_id] for link_id in sorted(link_ids) if link_id in assessment.answers
    }
    return zlib.crc32(json.dumps(kept, sort_keys=True).encode())
