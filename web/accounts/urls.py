"""Addresses of the accounts pages."""

from __future__ import annotations

from django.urls import path

from web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in", views.SignIn.as_view(), name="sign_in"),
    path("sign-out", views.SignOut.as_view(), name="sign_out"),
    path("profile", views.profile, name="profile"),
    path("people", views.users, name="users"),
    path("roles", views.roles, name="roles"),
]
