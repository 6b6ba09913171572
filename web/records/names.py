"""Names as people type them: without accents, apostrophes or invisible characters."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# Written between the parts of one name, and as often left out.
_LEFT_OUT = dict.fromkeys(map(ord, "'’‘ʼʹ`´ʻ.ʿʾ"))
_SPACES = str.maketrans(dict.fromkeys("-‐‑–—_,/", " "))
_MARKS_AND_INVISIBLE = frozenset({"Mn", "Cf", "Cc"})


def searchable(name: str) -> str:
    """Return `name` as it is searched: case, accents, apostrophes and hyphens make no difference.

    ``Zoë O’Neill-Łoś`` becomes ``zoe oneill los``; letters of other scripts stay as they are.
    """
    if name.isascii():
        folded = name.lower()
    else:
        # Taken apart before and after, since letters such as 𝐀 have a case only once they are plain.
        apart = _apart(_apart(name).casefold()).translate(_PLAIN)
        folded = "".join(
            letter for letter in apart if unicodedata.category(letter) not in _MARKS_AND_INVISIBLE
        )
    return " ".join(folded.translate(_LEFT_OUT).translate(_SPACES).replace("\x00", "").split())


def _apart(name: str) -> str:
    return unicodedata.normalize("NFKD", name)


def digits_of_nhs_number(text: str) -> str:
    """Return the digits of an NHS number or a part of one, or an empty text when `text` is neither.

    Spaces and hyphens do not count; at least three digits are needed, since fewer match anybody.
    """
    digits = "".join(text.split()).replace("-", "")
    return digits if digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 10 else ""
