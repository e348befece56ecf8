"""The refusal of a file that is no table."""

from __future__ import annotations

from tvaerblik.core.refusals import NotPossible


class NotATable(NotPossible):
    """The file cannot be read as a table; the sentence says what it seems to be and what to do."""
