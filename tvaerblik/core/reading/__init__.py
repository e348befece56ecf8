"""Liberal readers of what people type in a field or keep in a spreadsheet, for forms and imports.

Each reader takes text and returns a ``Reading``: the ``value``, and a ``note`` when something was rounded or
assumed. What cannot be read, or can be read in two ways, raises ``Unreadable`` with a sentence for the person
who wrote it.
"""

from tvaerblik.core.reading.choices import read_choice, read_yes_no
from tvaerblik.core.reading.dates import DateReading, Edge, Precision, read_date, read_quarter
from tvaerblik.core.reading.numbers import Mark, MoneyReading, MoneyUnit, contradicts, own_mark, read_money, read_number
from tvaerblik.core.reading.outcome import Reading, Unreadable

__all__ = [
    "DateReading",
    "Edge",
    "Mark",
    "MoneyReading",
    "MoneyUnit",
    "Precision",
    "Reading",
    "Unreadable",
    "contradicts",
    "own_mark",
    "read_choice",
    "read_date",
    "read_money",
    "read_number",
    "read_quarter",
    "read_yes_no",
]
