"""What cannot be done with a meeting; each refusal says why and what to do."""

from __future__ import annotations

from web.teams.meetings.models import Discussion


class MeetingRefused(ValueError):
    """Something that cannot be done with a meeting; the message says why and what to do."""


class MeetingChanged(MeetingRefused):
    """Somebody changed the meeting since the page was opened."""


class DiscussedMeanwhile(MeetingRefused):
    """Somebody recorded the same discussion since the form was opened; `latest` is what they wrote."""

    def __init__(self, latest: Discussion) -> None:
        self.latest = latest
        super().__init__(
            f"{latest.by.name} recorded this discussion while you wrote: read it, then save yours in its "
            "place or leave theirs."
        )
