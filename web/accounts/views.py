"""Sign in, sign out, and one's own profile."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator

from web.accounts import queries
from web.accounts.access import requires
from web.accounts.forms import SignInForm
from web.accounts.middleware import take_idle_note
from web.accounts.roles import ABOUT, PERMISSIONS, Role
from web.accounts.tables import USERS
from web.ui import tables


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Ask for address and password; a new session begins with each sign-in."""

    template_name = "accounts/sign_in.jinja"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the last session ended for lack of activity."""
        return {**super().get_context_data(**kwargs), "was_idle": take_idle_note(self.request)}


class SignOut(LogoutView):
    """End the session; by POST alone."""

    http_method_names = ["post", "options"]  # noqa: RUF012 - Django's own attribute


def profile(request: HttpRequest) -> HttpResponse:
    """Show who one is here and what one may do."""
    context = {
        "about": ABOUT[Role(request.user.role)],
        "permissions": queries.permissions_of(request.user.role),
    }
    return render(request, "accounts/profile.jinja", context)


@requires("accounts.see_people_who_sign_in")
def users(request: HttpRequest) -> HttpResponse:
    """List everybody who may sign in."""
    listing = tables.listing(request, queries.users(), USERS)
    return render(request, "accounts/users.jinja", {"listing": listing})


@requires("accounts.see_people_who_sign_in")
def roles(request: HttpRequest) -> HttpResponse:
    """Show the page of roles: which role may do what."""
    return render(
        request, "accounts/roles.jinja", {"roles": list(Role), "about": ABOUT, "permissions": PERMISSIONS}
    )
