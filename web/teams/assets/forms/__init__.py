"""Forms of the directory."""

from web.teams.assets.forms.finding import DirectoryFilter

__all__ = ["DirectoryFilter"]
