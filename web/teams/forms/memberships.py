"""Who joins a team."""

from __future__ import annotations

from django import forms


class JoinForm(forms.Form):
    """Who joins a team, and as what."""

    email = forms.EmailField(
        label="Work e-mail address",
        help_text="Of somebody who may sign in here",
        error_messages={
            "required": "Enter the work e-mail address of the person who joins",
            "invalid": "Enter an e-mail address in the form name@example.nhs.uk",
        },
    )
    role = forms.ChoiceField(
        label="Role in the team",
        choices=[("member", "Member"), ("lead", "Lead")],
        widget=forms.RadioSelect,
        initial="member",
        error_messages={"required": "Choose the role in the team"},
    )
