"""Which sections of a plan somebody sees, and what stands in place of those they do not."""

from __future__ import annotations

from typing import Any

from lco.teams.plans.content import NOTHING, Content, organisations_of
from lco.teams.plans.schema import Section
from web.teams.access.people import Seen
from web.teams.access.sections import Permit, permit

_OPEN = Permit("permit", "read by everybody who may open the record")


def sight_of(user: Any, seen: Seen, section: Section, *contents: Content) -> Permit:
    """Return whether `user` may read a section of the plan of the person `seen`, and on what ground.

    Of several versions all must let it be read: an older one is no way round a limit that came later, nor
    a newer one round a limit that was lifted. A section that is open, such as 'About me', is read by
    everybody who can open the record.
    """
    if section.is_open:
        return _OPEN
    permits = [
        permit(user, seen, sensitivity=section.sensitivity, organisations=organisations_of(each, section.id))
        for each in contents or (NOTHING,)
    ]
    return next((each for each in permits if not each.is_shown), permits[0])
