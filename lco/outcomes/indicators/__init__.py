"""One indicator a file, each with its worked example, found by looking in this folder."""
