"""The environment of the page templates: our filters, the design system's macros, autoescape always on."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from web.ui import formats, forms, links, tables, words


def environment(**options: Any) -> Environment:
    """Return the Jinja environment Django renders pages with."""
    loader = options.pop("loader")
    # The design system's macros read options of options that may be absent.
    options["undefined"] = ChainableUndefined
    made = Environment(  # noqa: S701 - Django passes autoescape, and it is on
        loader=ChoiceLoader([loader, PackageLoader("nhsuk_frontend_jinja")]),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
        **options,
    )
    made.globals.update(
        static=static,
        url=_url,
        query=tables.query,
        figure_url=links.figure_url,
        field_kind=forms.kind,
        plural=words.plural,
        phrase=words.phrase,
    )
    made.filters.update(formats.FILTERS)
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
