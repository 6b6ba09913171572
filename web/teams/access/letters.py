"""The letter that tells a person of an emergency access to their record."""

from __future__ import annotations

from dataclasses import dataclass

from web.teams.access.models import BrokenGlass
from web.ui import formats, place


@dataclass(frozen=True)
class Letter:
    """A letter: to whom, and its paragraphs."""

    name: str
    address: tuple[str, ...]
    paragraphs: tuple[str, ...]


def letter_of(broken: BrokenGlass) -> Letter:
    """Return the letter about `broken`: what happened, why, who looks at it, what the person may do."""
    person, user = broken.person, broken.user
    return Letter(
        name=person.full_name,
        address=tuple(part for part in (person.address, person.postcode) if part),
        paragraphs=(
            f"On {formats.instant(broken.at)} a member of staff of {user.organisation.name} looked at your "
            "care record in an emergency. Their work for you was not arranged before, so they had to give a "
            "reason.",
            f"The reason they gave was: {broken.reason_in_words.lower()}. They could see the record until "
            f"{formats.instant(broken.until)} and no longer.",
            f"Every use of emergency access is checked by the privacy officer of the {place.current().name} "
            "Local Care Organisation, to make sure that it was needed.",
            "You may ask who it was, what they saw, and what the check found. You may also ask for a copy "
            "of your record, and say with whom it may be shared. If you are not content with the answer, you "
            "may complain to the Information Commissioner's Office.",
        ),
    )
