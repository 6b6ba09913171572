"""Passwords of tests: the same hash as in earnest, made cheaply, since nobody attacks a test."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 at its lowest cost: a quarter of a second less for every user a test makes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
