"""What follows from the facts: typed functions over tables and values.

Nothing here knows of Django, of the clock or of the user: instants, people and settings are passed in.
"""

__version__ = "0.1.0"
