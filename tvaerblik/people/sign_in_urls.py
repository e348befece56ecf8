"""The sign-in pages that this program has: no sign-up, no change of address by oneself."""

from __future__ import annotations

from allauth.account import views
from django.urls import URLPattern, URLResolver, path, re_path, reverse_lazy
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    # The library asks for the address of sign-up even where there is none.
    path("signup/", RedirectView.as_view(url=reverse_lazy("account_login")), name="account_signup"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
