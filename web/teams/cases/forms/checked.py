"""A form whose answers are shown to be checked before they are saved, and again when somebody was quicker."""

from __future__ import annotations

from web.ui.checking import CheckedForm

__all__ = ["CheckedForm"]
