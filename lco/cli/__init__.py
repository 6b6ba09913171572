"""The command line: one module per noun or verb, found by looking in this folder."""
