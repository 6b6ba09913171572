"""Forms of the accounts pages."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Work e-mail address and password."""

    username = forms.CharField(
        label="Work e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Enter your work e-mail address"},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )
    error_messages = {  # noqa: RUF012 - Django's own attribute
        "invalid_login": "The e-mail address or the password is wrong. Check both and try again",
        "inactive": "The e-mail address or the password is wrong. Check both and try again",
    }
