"""Money as text.

Money is whole kroner in an ``int`` everywhere; only what people read is in thousands or millions.

A half is rounded away from zero, a negative amount has an en dash, and the unit never parts from its number
at the end of a line (a no-break space). English is shown with commas and ``DKK``.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from tvaerblik.core.words import number


def kroner(amount: int) -> str:
    """``1.234.567 kr.``; English ``1,234,567 DKK``."""
    return _("%(amount)s\u00a0DKK") % {"amount": number(amount)}


def thousands(amount: int) -> str:
    """Whole kroner shown in thousands: 1234567 gives ``1.235 t.kr.``; English ``1,235 thousand DKK``."""
    return _("%(amount)s\u00a0thousand\u00a0DKK") % {"amount": number(Decimal(amount).scaleb(-3))}


def millions(amount: int, decimals: int = 1) -> str:
    """Whole kroner shown in millions: 6100000 gives ``6,1 mio. kr.``; English ``6.1 million DKK``."""
    return _("%(amount)s\u00a0million\u00a0DKK") % {"amount": number(Decimal(amount).scaleb(-6), decimals)}
