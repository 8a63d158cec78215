"""All settings, read from the environment; the README lists the variables.

Without SECRET_KEY the system serves this machine only: it answers to loopback names, with a random
key of its own. With SECRET_KEY it is an installation for others: HTTPS, and the hosts it is told.
"""

import os
import re
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from riskregister.demonstration import is_loopback, refuse_production
from riskregister.environment import Environment, kept_secret_key
from riskregister.published import published_storage

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# Where the system keeps what is its own: database, key, cache.
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")

# --- Who is served -----------------------------------------------------------------------------

DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
FOR_OTHERS = bool(env.text("SECRET_KEY"))
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ([] if FOR_OTHERS else LOOPBACK_HOSTS)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
HTTPS = env.flag("HTTPS", default=FOR_OTHERS)
BEHIND_PROXY = env.flag("BEHIND_PROXY")
PORT = env.number("PORT", 8000, 1, 65535)

if FOR_OTHERS:
    SECRET_KEY = env.text("SECRET_KEY")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
        raise ImproperlyConfigured("SECRET_KEY is too easy to guess: take 50 random characters.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is not set: name the hosts, with commas.")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG shows settings to anybody: not together with SECRET_KEY.")
else:
    if not all(is_loopback(host) for host in ALLOWED_HOSTS) and not DEMO:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set, and ALLOWED_HOSTS names more than this machine: set both."
        )
    SECRET_KEY = kept_secret_key(DATA_DIR / "secret-key")

for host in ALLOWED_HOSTS:
    if not re.fullmatch(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]", host):
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS holds {host!r}: write names alone, without https://, port or path, "
            "with commas between them."
        )
for origin in CSRF_TRUSTED_ORIGINS:
    if not origin.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            f"CSRF_TRUSTED_ORIGINS holds {origin!r}: each must begin with https:// or http://."
        )

# Actions with a moment in the past make the demonstration's history; nobody else may.
PAST_MOMENTS = DEMO

# --- Data --------------------------------------------------------------------------------------

try:
    DATABASES: dict[str, Any] = {
        "default": dj_database_url.parse(
            env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'riskregister.sqlite3'}"),
            conn_max_age=60,
            conn_health_checks=True,
        )
    }
except ValueError as problem:
    raise ImproperlyConfigured(
        "DATABASE_URL is no address of a database: write sqlite:///PATH or "
        "postgres://USER:PASSWORD@HOST:PORT/NAME."
    ) from problem

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # What holds under many writers at once: no transaction upgrades its lock half way.
    DATABASES["default"].update(
        CONN_MAX_AGE=0,
        OPTIONS={
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    )
elif DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:// or postgres://.")

if DATABASES["default"]["NAME"] in ("", ":memory:") and not DATABASES["default"].get(
    "OPTIONS", {}
).get("service"):
    raise ImproperlyConfigured(
        "DATABASE_URL names no database: write sqlite:///PATH or "
        "postgres://USER:PASSWORD@HOST:PORT/NAME."
    )

if DEMO:
    refuse_production(os.environ, ALLOWED_HOSTS, DATABASES["default"])

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits are counted here, so all processes must share it.
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
        }
        if FOR_OTHERS
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# The grounds under which something may be kept from the public.
WITHHOLDING_GROUNDS = env.lines(
    "WITHHOLDING_GROUNDS", BASE_DIR / "riskregister" / "lists" / "withholding_grounds.txt"
)

# What a cover report in Word begins from; None for the template of the product.
REPORT_TEMPLATE = env.file("REPORT_TEMPLATE")
# The protective markings, the lowest first.
MARKINGS = env.lines("MARKINGS", BASE_DIR / "riskregister" / "lists" / "markings.txt")
if "OFFICIAL" not in MARKINGS:
    raise ImproperlyConfigured("MARKINGS lists no OFFICIAL: a line of its own must say it.")

# --- Parts -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "simple_history",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "csp",
    "riskregister",
    "scoring",
    "registers",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "registers.views.published.PublishedFirst",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "registers.views.reach.TellReach",
]

ROOT_URLCONF = "riskregister.urls"
WSGI_APPLICATION = "riskregister.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "registers.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "riskregister.accounts.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
if BEHIND_PROXY:
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- Security ----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Bootstrap's own style sheet draws ticks and arrows from data: addresses.
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Whether a browser may keep what was typed and not saved; never above OFFICIAL.
DRAFTS_ON_DEVICE = env.flag("DRAFTS_ON_DEVICE", default=True)
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "registers.views.editing.gate.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000, 0, 63_072_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading binds a whole domain, for years: a decision of its owner (hstspreload.org asks that
# software never sends it by default).
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# --- Words, times, files -----------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static" if FOR_OTHERS else None
STATICFILES_DIRS = [BASE_DIR / "static"]
# For others: names that carry the content's hash, after `manage.py collectstatic`.
WHITENOISE_USE_FINDERS = not FOR_OTHERS
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "published": published_storage(env, DATA_DIR),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if FOR_OTHERS
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- E-mail ------------------------------------------------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587, 1, 65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "riskregister@localhost")
# What links in mails begin with.
_HOST = f"https://{ALLOWED_HOSTS[0]}" if FOR_OTHERS else f"http://localhost:{PORT}"
SITE_URL = env.text("SITE_URL", _HOST).rstrip("/")
if not SITE_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL!r}: it must begin with https:// or http://.")
# Without a server: printed here on this machine, dropped elsewhere (a link in a log lets others
# in), and `check --deploy` says so.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if not EMAIL_HOST:
    EMAIL_BACKEND = f"django.core.mail.backends.{'dummy' if FOR_OTHERS else 'console'}.EmailBackend"

# --- What the server says ----------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "riskregister.logs.Line",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Files taken and tokens used are told, not only what was refused.
        "registers.security": {"level": "INFO"},
    },
}
