"""Which days a time expression means.

Rules, because dates must be exact and explained. An expression is resolved against the day the report was published and, where it
leans on the text ("two days later", "the same night"), against the date set last in it. ``None`` means "cannot be told". The door is ``resolve``;
``reference`` says which day "today" is.
"""

from .dateline import reference
from .dates import full_date
from .resolving import resolve
from .when import When
from .words import DAYS, MONTHS, NUMBERS

__all__ = ["DAYS", "MONTHS", "NUMBERS", "When", "full_date", "reference", "resolve"]
