"""A place under load, for ``lco bench teams``: rows in bulk, users signed in, bare views beside the pages.

Nothing of it is part of the product: it runs against a database made for the measurement alone.
"""
