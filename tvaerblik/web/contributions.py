"""The start page's place in the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.contributions import Place, places

places.add("overview", Place("overview", _("Overview"), "overview", icon="overview", order=10))
