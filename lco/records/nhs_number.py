"""NHS numbers, read strictly: ten ASCII digits with a right check digit, and nothing that merely passes."""

from __future__ import annotations

import re

from nhs_number.validate import is_valid

# Numbers are written 999 123 4567, 999-123-4567 or 9991234567; digits of other scripts are refused.
_WRITTEN = re.compile(r"^[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{4}$")


def normal_nhs_number(text: str | None) -> str | None:
    """Return the ten digits of a valid NHS number, or None.

    Stricter than the check digit alone: one digit repeated ten times (0000000000 among them) is no
    number, nor are digits of other scripts. Source of the rule: NHS Data Dictionary, NHS NUMBER.
    """
    if text is None:
        return None
    written = text.strip()
    if not _WRITTEN.match(written):
        return None
    digits = written.replace(" ", "").replace("-", "")
    if len(set(digits)) == 1 or not is_valid(digits):
        return None
    return digits


def is_test_number(digits: str) -> bool:
    """Say whether a valid number lies in the range that begins with 999, which is never issued to anybody."""
    return digits.startswith("999")


def spoken(digits: str) -> str:
    """Return ten digits in the form people read: ``999 123 4567``."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
