"""How the secret of a calendar address is kept: as a digest, so that the database gives none away."""

from __future__ import annotations

from hashlib import sha256


def digest_of(secret: str) -> str:
    """Return the SHA-256 digest of a secret of 256 random bits; such a secret needs no slow hash."""
    return sha256(secret.encode()).hexdigest()
