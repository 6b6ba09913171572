"""The settings of the web with the bare views beside its pages."""

from web.config.settings import *  # noqa: F403 - all of them, one changed

ROOT_URLCONF = "web.config.load.urls"
