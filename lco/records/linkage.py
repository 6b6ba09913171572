"""Pseudonyms: who is who across sources, without saying who.

A person is the same person in two sources when both carry the same valid NHS number; without one, a
person is known by the source's name and its own id. Either text is hashed with a secret key which
never lies in the store, so that nobody who holds the store alone can work back to a person.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lco.store.layout import Layout, StoreRefused, write_durably

KEY_BYTES = 32


class KeyRefused(ValueError):
    """A pseudonym key that cannot be used; the message is one sentence with what to do."""


def pseudonyms(source_ids: Sequence[str], *, key: bytes) -> npt.NDArray[np.int64]:
    """Return the keyed pseudonym of each id: BLAKE2b of 64 bits, the lowest dropped, so never negative.

    Args:
        source_ids: texts such as ``nhs|9990000018`` or ``fhir|d2a99a7e``.
        key: the secret key, at least 16 bytes.

    Raises:
        KeyRefused: when the key is too short to keep a secret.
    """
    if len(key) < 16:
        raise KeyRefused("The pseudonym key is shorter than 16 bytes: give a longer one.")
    keyed = hashlib.blake2b(key=key[:64], digest_size=8)
    out = bytearray()
    for source_id in source_ids:
        one = keyed.copy()
        one.update(source_id.encode("utf-8", "surrogatepass"))
        out += one.digest()
    return (np.frombuffer(bytes(out), dtype=">u8") >> np.uint64(1)).astype(np.int64)


def read_key(*, key_file: Path, from_environment: str | None, store: Path) -> bytes:
    """Return the pseudonym key, made at `key_file` (mode 0600) when there is none yet.

    Args:
        key_file: file of the key, outside the store.
        from_environment: the key as text, which then goes before the file.
        store: folder of the store.

    Raises:
        KeyRefused: when the file lies inside the store, is empty or cannot be read or written.
    """
    if from_environment:
        return from_environment.encode("utf-8")
    if key_file.resolve().is_relative_to(store.resolve()):
        raise KeyRefused(f"The pseudonym key {key_file} lies inside the store: keep it in another folder.")
    try:
        if not key_file.exists():
            _make_key(key_file)
        key = key_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyRefused(f"The pseudonym key {key_file} cannot be read or made: {error}.") from error
    return key.encode("utf-8")


def _make_key(key_file: Path) -> None:
    key_file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(secrets.token_hex(KEY_BYTES) + "\n")
        out.flush()
        os.fsync(out.fileno())


def check_key(store: Path, *, key: bytes, is_dry_run: bool = False) -> None:
    """Refuse another key than the store's first one: it would make every person a second one.

    The store holds a mark made with the key, from which the key cannot be worked back.

    Raises:
        StoreRefused: when the mark of the store was made with another key.
    """
    mark = hmac.new(key, b"pseudonyms of this store", hashlib.sha256).hexdigest()[:16]
    path = Layout(store).root / "key-mark"
    if not path.exists() or not any(Layout(store).batches.iterdir()):
        if not is_dry_run:
            write_durably(path, mark + "\n")
    elif not hmac.compare_digest(path.read_text(encoding="utf-8").strip(), mark):
        raise StoreRefused(
            f"The people of {store} have pseudonyms made with another key: give the key file used for the "
            "first load (--key-file), else every person would be counted twice."
        )
