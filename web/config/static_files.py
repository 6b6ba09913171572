"""Static files under names that carry their contents, so that a browser may keep them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; imports between our own modules are rewritten as well."""

    support_js_module_import_aggregation = True
