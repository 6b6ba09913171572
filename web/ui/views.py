"""The colours of the place as a style sheet, since no inline style is allowed."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from web.ui import place

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NEUTRAL = ("#0f5168", "#ffffff")


@login_not_required
def brand(request: HttpRequest) -> HttpResponse:
    """Return the brand colours of the place pack as custom properties."""
    settings = place.current().settings
    asked = (getattr(settings, "brand_colour", ""), getattr(settings, "brand_text_colour", ""))
    colour, text = asked if all(_COLOUR.fullmatch(str(each)) for each in asked) else NEUTRAL
    css = f":root {{ --lco-brand: {colour}; --lco-brand-text: {text}; }}\n"
    return HttpResponse(css, content_type="text/css", headers={"Cache-Control": "public, max-age=300"})
