"""Who takes part in a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lco.teams.staff import RoleSet
from web.teams.meetings.actions import Present
from web.teams.meetings.models import Attendance, Meeting, Presence
from web.teams.models import Membership
from web.ui.forms import OnceForm

GUESTS = 4
_PRESENCES = [("", "Not recorded"), *Presence.choices]
_SEATS = [("", "Fills no seat"), *((each.value, each.title) for each in RoleSet)]


class AttendanceForm(OnceForm):
    """For each member of the team, and for guests, whether they take part and what they bring."""

    def __init__(
        self, *args: Any, members: Sequence[Membership], known: Sequence[Attendance] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members, self.known = members, known
        by_user = {each.user_id: each for each in known if each.user_id}
        for membership in members:
            self._member(membership, by_user.get(membership.user_id))
        guests = [each for each in known if not each.user_id]
        self.guests = len(guests) + GUESTS
        for number in range(self.guests):
            self._guest(number, guests[number] if number < len(guests) else None)

    @classmethod
    def of(cls, meeting: Meeting, members: Sequence[Membership], known: Sequence[Attendance]) -> Any:
        """Return the form with who is recorded."""
        return cls.opened(version=meeting.version, members=members, known=known)

    def beside(self, meeting: Meeting, refusal: str) -> Any:
        """Return the same answers as a form opened beside what was saved meanwhile, with the `refusal`."""
        data = self.data.copy()
        data["version"] = str(Meeting.objects.get(pk=meeting.pk).version)
        form = type(self)(data, members=self.members, known=self.known)
        form.add_error(None, refusal)
        return form

    def clean(self) -> dict[str, Any]:
        """Ask for a guest's name and organisation together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(self.guests):
            names = [f"guest_{number}_{part}" for part in ("name", "organisation")]
            given = [bool(cleaned.get(name)) for name in names]
            if any(given) and not all(given):
                lacking = names[given.index(False)]
                self.add_error(lacking, f"Enter the {lacking.rsplit('_', 1)[1]} of guest {number + 1}")
        return cleaned

    def member_rows(self) -> list[tuple[Membership, Any, Any]]:
        """Return each member with the two fields about them."""
        return [
            (each, self[f"presence_{each.user_id}"], self[f"seat_{each.user_id}"]) for each in self.members
        ]

    def guest_rows(self) -> list[list[Any]]:
        """Return the four fields of each guest."""
        parts = ("name", "organisation", "seat", "presence")
        return [[self[f"guest_{number}_{part}"] for part in parts] for number in range(self.guests)]

    def people(self) -> list[Present]:
        """Return everybody who is recorded."""
        cleaned = self.cleaned_data
        found = [
            Present(presence, cleaned[f"seat_{each.user_id}"], user=each.user)
            for each in self.members
            if (presence := cleaned[f"presence_{each.user_id}"])
        ]
        return found + [self._present(number) for number in range(self.guests) if self._is_named(number)]

    def _is_named(self, number: int) -> bool:
        return bool(self.cleaned_data.get(f"guest_{number}_name"))

    def _present(self, number: int) -> Present:
        values = {
            part: self.cleaned_data[f"guest_{number}_{part}"] for part in ("name", "organisation", "seat")
        }
        presence = self.cleaned_data[f"guest_{number}_presence"] or Presence.ROOM
        return Present(presence, values["seat"], guest=values["name"], organisation=values["organisation"])

    def _member(self, membership: Membership, known: Attendance | None) -> None:
        who, name = membership.user_id, membership.user.name
        self._choice(f"presence_{who}", f"{name}: takes part", _PRESENCES, known.presence if known else "")
        seat = known.role_set if known else membership.role_set
        self._choice(f"seat_{who}", f"{name}: seat", _SEATS, seat)

    def _guest(self, number: int, known: Attendance | None) -> None:
        words = (("name", "Name", "guest_name"), ("organisation", "Organisation", "organisation"))
        for part, label, attribute in words:
            self.fields[f"guest_{number}_{part}"] = forms.CharField(
                label=f"Guest {number + 1}: {label.lower()}",
                required=False,
                max_length=200,
                initial=getattr(known, attribute, ""),
            )
        seat, presence = (known.role_set, known.presence) if known else ("", "")
        self._choice(f"guest_{number}_seat", f"Guest {number + 1}: seat", _SEATS, seat)
        self._choice(f"guest_{number}_presence", f"Guest {number + 1}: takes part", _PRESENCES, presence)

    def _choice(self, name: str, label: str, choices: Sequence[tuple[str, str]], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
