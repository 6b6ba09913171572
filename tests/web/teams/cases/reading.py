"""What a page says and what its forms hide, for the tests of this folder."""

from __future__ import annotations

import html
import re
from typing import Any


def text(response: Any) -> str:
    """Return the words of a page, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def hidden(response: Any) -> dict[str, str]:
    """Return the hidden fields of the last form of the page, without its token."""
    page = response.content.decode()
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    found.pop("csrfmiddlewaretoken", None)
    return {name: html.unescape(value) for name, value in found.items()}
