"""How often Python looks for objects that are of no use any more."""

import atexit
import gc
from functools import cache

OBJECTS_BETWEEN = 50_000
"""New objects between two looks. By default so few that a tenth of the time of a short command
goes into looking through what was just loaded."""


@cache
def look_seldom() -> None:
    """Look seldom while this process works, and not at all when it ends."""
    gc.set_threshold(OBJECTS_BETWEEN)
    atexit.register(gc.freeze)
