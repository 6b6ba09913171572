#!/usr/bin/env python
"""Django's own commands; without DATABASE_URL they run on the private PostgreSQL in .demo/database."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NEED_NO_DATABASE = {"check", "collectstatic", "help", "diffsettings", "findstatic"}


def main() -> None:
    """Run the command given on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "web.config.settings")
    os.environ.setdefault("LCO_MODE", "local")
    from django.core.management import execute_from_command_line

    from web.config.private_database import private_database

    verb = sys.argv[1] if len(sys.argv) > 1 else "help"
    if os.environ.get("DATABASE_URL") or verb in NEED_NO_DATABASE:
        execute_from_command_line(sys.argv)
        return
    folder = Path(os.environ.get("LCO_DATABASE_FOLDER", ".demo/database"))
    with private_database(folder) as url:
        os.environ["DATABASE_URL"] = url
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
