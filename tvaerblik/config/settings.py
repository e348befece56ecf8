"""Settings, all from environment variables; `docs/settings.md` explains each of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tvaerblik.config import environment

PROJECT = Path(__file__).resolve().parents[2]
DATA_FOLDER = environment.data_folder(PROJECT / "data")

DEBUG = environment.flag("TVAERBLIK_DEBUG")
SECRET_KEY = environment.secret_key(DATA_FOLDER)
ALLOWED_HOSTS = environment.words("TVAERBLIK_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("TVAERBLIK_ORIGINS")
HTTPS = environment.flag("TVAERBLIK_HTTPS")

# The example municipality lives on a demo clock; a real one on the wall clock.
EXAMPLE = environment.flag("TVAERBLIK_EXAMPLE")
DEMO_DATE: dt.date | None = environment.day("TVAERBLIK_DEMO_DATE") or (dt.date(2026, 11, 22) if EXAMPLE else None)
MUNICIPALITY = environment.text("TVAERBLIK_MUNICIPALITY", "Norddjurs Kommune")

INSTALLED_APPS = [
    "tvaerblik.core",
    "tvaerblik.audit",
    "tvaerblik.people",
    "tvaerblik.outbox",
    "tvaerblik.bodies",
    "tvaerblik.documents",
    "tvaerblik.imports",
    "tvaerblik.portfolio",
    "tvaerblik.meetings",
    "tvaerblik.web",
    "tvaerblik.api",
    "tvaerblik.demo",
    "tvaerblik.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tvaerblik.people.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tvaerblik.people.middleware.ActingFor",
    "allauth.account.middleware.AccountMiddleware",
    "tvaerblik.core.middleware.FragmentsVary",
    "tvaerblik.core.middleware.ReadingDoesNotWrite",
    "tvaerblik.core.middleware.Refusals",
]

ROOT_URLCONF = "tvaerblik.config.urls"
WSGI_APPLICATION = "tvaerblik.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "tvaerblik.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "tvaerblik.core.templatetags.formats",
                "tvaerblik.core.templatetags.parts",
                "tvaerblik.core.templatetags.lists",
            ],
        },
    }
]
FORM_RENDERER = "tvaerblik.core.form_renderer.FormRenderer"

DATABASES = {"default": environment.database(DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["tvaerblik.people.sign_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tvaerblik.people.sign_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "tvaerblik.people.sign_in_forms.SignInForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Nobody is written to because somebody else typed their address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Five wrong passwords for one account in five minutes lock it for as long; ten from one address in a minute likewise.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}

SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tvaerblik.web.errors.form_too_old"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["tvaerblik.core.localformats"]
LOCALE_PATHS: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
MEDIA_ROOT = DATA_FOLDER / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# One upload may be 50 MB; the rule with its sentence is documents.rules.
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# A pasted block of a spreadsheet is one field a cell.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

EMAIL_HOST = environment.text("TVAERBLIK_MAIL_HOST")
EMAIL_PORT = int(environment.text("TVAERBLIK_MAIL_PORT", "25"))
EMAIL_HOST_USER = environment.text("TVAERBLIK_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("TVAERBLIK_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("TVAERBLIK_MAIL_TLS")
# Without a mail server, mail is kept as files in the data folder, so nothing leaves an example installation.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(DATA_FOLDER / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("TVAERBLIK_MAIL_FROM", "tvaerblik@eksempel.dk")
PUBLIC_ADDRESS = environment.text("TVAERBLIK_ADDRESS", "http://127.0.0.1:8000")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "EXCEPTION_HANDLER": "tvaerblik.api.answers.answer_error",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("TVAERBLIK_LOG_LEVEL", "WARNING")},
}
