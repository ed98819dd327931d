"""Django's settings, worked out from the typed options. Nothing is read from the environment here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trellis.base.discovery import installed_apps
from trellis.project.databases import as_owner, databases
from trellis.project.logs import configure_logs
from trellis.project.mail import mail_server
from trellis.project.options import read_options

TRELLIS = read_options()
"""The typed options: `settings.TRELLIS.home`, `.mode`, `.base_url`, `.master_key_bytes`, ..."""

_PROJECT = Path(__file__).resolve().parent

SECRET_KEY = TRELLIS.secret_key.get_secret_value()
# Never on: an error page with our variables on it would show a person's answers.
DEBUG = False
ALLOWED_HOSTS = list(TRELLIS.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [TRELLIS.base_url] if TRELLIS.base_url else []

_APPS = installed_apps()
INSTALLED_APPS = [
    *_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_scopes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
if "trellis.organisations" in _APPS:
    AUTH_USER_MODEL = "organisations.Account"
if (_PROJECT.parent / "demo" / "apps.py").is_file():
    INSTALLED_APPS.append("trellis.demo")

MIDDLEWARE = [
    "trellis.project.middleware.SecurityHeaders",
    "trellis.project.middleware.Alive",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "trellis.project.urls"
WSGI_APPLICATION = "trellis.project.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "trellis.project.jinja.Templates",
        "NAME": "jinja",
        "APP_DIRS": True,
        "DIRS": [_PROJECT / "templates"],
        "OPTIONS": {"environment": "trellis.project.jinja.environment"},
    },
    {
        # Only for pages and letters of allauth that no channel has written anew in Jinja.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]

DATABASES = databases(TRELLIS)
DATABASE_OWNER = as_owner(TRELLIS)
DATABASE_APP_ROLE = DATABASES["default"].get("USER", "")
"""On PostgreSQL, the role the application runs as; it owns no table. Empty on SQLite."""
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [str(_PROJECT.parent / app.removeprefix("trellis.").replace(".", "/") / "locale") for app in _APPS]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/assets/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(TRELLIS.home / "files"), "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "trellis.project.assets.BuiltAssets"},
}
STATIC_ROOT = str(_PROJECT.parent / "assets" / "built")
# Names carry a hash of what is in them, so a browser may keep them for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{10}\..+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

_HTTPS = TRELLIS.over_https
SECURE_SSL_REDIRECT = _HTTPS and TRELLIS.mode == "production"
# Believed only where people come by HTTPS, so by way of a proxy that sets it: whoever runs this has said which.
_PROXY_HEADER = (TRELLIS.proxy_header or "X-Forwarded-Proto").upper().replace("-", "_")
SECURE_PROXY_SSL_HEADER = (f"HTTP_{_PROXY_HEADER}", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "__Host-session" if _HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if _HTTPS else "csrf"
CSRF_COOKIE_AGE = None
X_FRAME_OPTIONS = "DENY"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if TRELLIS.mode == "test"
    else "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account-places"
ACCOUNT_ADAPTER = "trellis.channels.staff.adapters.StaffAccounts"
MFA_ADAPTER = "trellis.channels.staff.adapters.SecondSteps"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "trellis.channels.staff.sign_in_forms.SignIn",
    "change_password": "trellis.channels.staff.sign_in_forms.ChangePassword",
    "reauthenticate": "trellis.channels.staff.sign_in_forms.ConfirmByPassword",
}
MFA_FORMS = {
    "authenticate": "trellis.channels.staff.sign_in_forms.SecondStep",
    "reauthenticate": "trellis.channels.staff.sign_in_forms.ConfirmByCode",
    "activate_totp": "trellis.channels.staff.sign_in_forms.SetUp",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Trellis"
# A phone's clock may be half a minute out.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

globals().update(mail_server(TRELLIS.email_url.get_secret_value()))

LOGGING_CONFIG = None
configure_logs(quiet=TRELLIS.mode == "test")
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
