"""Sign-in with a local account: nobody signs up by themselves, and whoever has left is out from that day."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tvaerblik.core import clock
from tvaerblik.people.models import Person


def may_sign_in(person: Person) -> bool:
    """True for an active person who still works here."""
    return person.is_active and person.works_on(clock.today())


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Asked at every request too, so a session ends on the day its person leaves."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the person may be signed in now."""
        return may_sign_in(user)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator or an import, never by the visitor."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address and the password do not fit together. Try again."),
        "too_many_login_attempts": _(
            "Too many wrong passwords. The account is locked for five minutes; after that you can try again."
        ),
        "enter_current_password": _("Write the password you use now."),
        "incorrect_password": _("The password is not right."),
        "rate_limited": _("Too many attempts in a short time. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """As it is written: the address of the program is in the text."""
        return subject

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Stop whoever has left, also with the right password."""
        if not may_sign_in(user):
            refused: HttpResponse = self.respond_user_inactive(request, user)
            return refused
        stopped: HttpResponse | None = super().pre_login(request, user, **more)
        return stopped

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Go on in the person's language, unless this browser has already chosen one."""
        response: HttpResponse = super().post_login(request, user, **more)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response


def remember_language(response: HttpResponse, language: str) -> None:
    """Let this browser keep the language for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
