"""Settings of the web, all from the environment.

``LCO_MODE`` is ``production`` (the default: HTTPS only), ``local`` (plain HTTP on this machine) or ``test``.
Every variable is listed in docs/how-to/serve.md.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from web.config import environment, logs

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"

MODE = environment.text("LCO_MODE", "production")
if MODE not in {"production", "local", "test"}:
    raise ImproperlyConfigured(f"LCO_MODE is '{MODE}': write production, local or test.")
IS_PRODUCTION = MODE == "production"

DEBUG = False
SECRET_KEY = environment.text("LCO_SECRET_KEY")
if not SECRET_KEY and IS_PRODUCTION:
    raise ImproperlyConfigured(
        "LCO_SECRET_KEY is not set: give at least 50 random characters, and keep them out of the repository."
    )
SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)
ALLOWED_HOSTS = environment.names("LCO_HOSTS", "" if IS_PRODUCTION else "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.names("LCO_ORIGINS")

# Where the place's data stands.
LCO_STORE = environment.folder("LCO_STORE")
LCO_PLACE = environment.text("LCO_PLACE")
LCO_BOUNDARIES = environment.folder("LCO_BOUNDARIES")
# A place's own sections of a care plan; those of the product when empty.
LCO_PLAN_SECTIONS = environment.text("LCO_PLAN_SECTIONS")

# The apps of the place are found by looking; a new folder beside them is a new app.
_APPS = sorted(
    folder.name for folder in WEB.iterdir() if (folder / "__init__.py").exists() and folder.name != "config"
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "axes",
    "rules",
    "pgtrigger",
    "django_htmx",
    *(f"web.{name}" for name in _APPS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "web.config.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.accounts.middleware.IdleMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "web.audit.middleware.AuditMiddleware",
]

ROOT_URLCONF = "web.config.urls"
WSGI_APPLICATION = "web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / name / "templates" for name in _APPS if (WEB / name / "templates").is_dir()],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "web.config.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "web.ui.context.page",
            ],
        },
    }
]

# --- database --------------------------------------------------------------------------------------
_database = environment.database(environment.text("DATABASE_URL"))
_options = dict(_database.get("OPTIONS", {}))  # type: ignore[call-overload]
_options.setdefault("connect_timeout", 3)
if MODE != "test":
    _options["pool"] = {"min_size": 1, "max_size": environment.number("LCO_DATABASE_POOL", 8), "timeout": 4}
DATABASES = {"default": {**_database, "OPTIONS": _options, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- sign-in ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
IDLE_MINUTES = environment.number("LCO_IDLE_MINUTES", 30)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "__Host-session" if IS_PRODUCTION else "lco-session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_PRODUCTION
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_NAME = "__Host-csrf" if IS_PRODUCTION else "lco-csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "web.config.errors.csrf_failure"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "web.accounts.lock_out.locked_out"
AXES_USERNAME_FORM_FIELD = "username"
AXES_SENSITIVE_PARAMETERS = ["password", "username"]
AXES_VERBOSE = False

# --- what a browser may do -------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("LCO_BEHIND_PROXY") else None
)
SECURE_HSTS_SECONDS = 63072000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = IS_PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- static files ----------------------------------------------------------------------------------
STATIC_URL = "/static/"
# Our own files alone: libraries bring scripts no page asks for.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = [WEB / name / "static" for name in _APPS if (WEB / name / "static").is_dir()]
STATIC_ROOT = environment.folder("LCO_STATIC") or ROOT / "staticfiles"
_HAS_COLLECTED = MODE != "test" and not environment.flag("LCO_STATIC_FROM_SOURCE")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "web.config.static_files.HashedFiles"
        if _HAS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not _HAS_COLLECTED
WHITENOISE_AUTOREFRESH = not _HAS_COLLECTED

# --- e-mail: off unless a server is named -----------------------------------------------------------
EMAIL_HOST = environment.text("LCO_MAIL_HOST")
SENDS_MAIL = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SENDS_MAIL else 'dummy'}.EmailBackend"
EMAIL_PORT = environment.number("LCO_MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("LCO_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("LCO_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("LCO_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 5  # seconds: a mail server that is away holds nobody up
DEFAULT_FROM_EMAIL = environment.text("LCO_MAIL_FROM", "no-reply@localhost")

# --- language, time, logs --------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "web.config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "axes": {"level": "ERROR"},
        "gunicorn": {"level": "ERROR"},
        # A page that is refused or not there is no fault; refusals stand in the audit trail.
        "django.request": {"level": "ERROR"},
        "lco": {"level": environment.text("LCO_LOG_LEVEL", "INFO" if IS_PRODUCTION else "WARNING")},
    },
}
logs.configure()
