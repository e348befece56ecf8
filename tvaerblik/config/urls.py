"""All addresses: each package brings its own."""

from __future__ import annotations

from django.urls import include, path

handler400 = "tvaerblik.web.errors.malformed"
handler403 = "tvaerblik.web.errors.not_permitted"
handler404 = "tvaerblik.web.errors.not_found"
handler500 = "tvaerblik.web.errors.failed"
# The sign-in library asks for it when somebody tries too often.
handler429 = "tvaerblik.people.views.entrance.too_many"

urlpatterns = [
    path("", include("tvaerblik.web.urls")),
    path("", include("tvaerblik.people.urls")),
    path("", include("tvaerblik.outbox.urls")),
    path("", include("tvaerblik.bodies.urls")),
    path("", include("tvaerblik.documents.urls")),
    path("", include("tvaerblik.imports.urls")),
    path("", include("tvaerblik.portfolio.urls")),
    path("", include("tvaerblik.meetings.urls")),
    path("api/v1/", include("tvaerblik.api.urls")),
    path("account/", include("tvaerblik.people.sign_in_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
