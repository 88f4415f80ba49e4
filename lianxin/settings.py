"""One settings file. What differs between machines comes from the environment."""

import sys
from pathlib import Path

from bootstrap_wrapper import get_bootstrap_dir
from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from lianxin import env

BASE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

DATA = BASE / env.text("DATA_DIR", "var", help="数据目录：数据库、附件、密钥都在其中")
if TESTING:
    DATA = BASE / env.text("TEST_DATA_DIR", "build/test-data", help="测试用的数据目录")
DEBUG = env.flag("DEBUG", "no", help="开发时设为 yes；正式运行必须为 no")
SECRET_KEY = env.secret(
    "SECRET_KEY", kept_in=DATA / "keys", help="签名密钥；留空则首次启动时生成并存于数据目录的 keys"
)
RECEIPT_KEY = env.secret(
    "RECEIPT_KEY", kept_in=DATA / "keys", help="回执码密钥；丢失则所有回执码失效，务必随库备份"
)
ALLOWED_HOSTS = env.words("HOSTS", "localhost 127.0.0.1 [::1]", help="允许访问的域名，以空格分隔")
PORT = env.number("PORT", "8000", help="服务端口")
BIND = env.text("BIND", "127.0.0.1", help="监听地址；供局域网使用时设为 0.0.0.0")
THREADS = env.number("THREADS", "4", help="每个服务进程的线程数")
PROCESSES = env.number("PROCESSES", "2", help="服务进程数（Windows 上固定为 1）")
BEHIND_HTTPS = env.flag("BEHIND_HTTPS", "no", help="前面有 HTTPS 反向代理时设为 yes")
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        "sqlite:///data.sqlite3",
        base=DATA,
        threads=THREADS,
        help="数据库地址：sqlite:///文件名（在数据目录内）或 postgres://用户:密码@主机/库",
    )
}

INSTALLED_APPS = [
    "lianxin.kernel",
    "lianxin.people",
    "lianxin.journal",
    "lianxin.notices",
    "lianxin.files",
    "lianxin.queue",
    "lianxin.matters",
    "lianxin.reports",
    "lianxin.desk",
    "lianxin.ops",
    "django_htmx",
    "csp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lianxin.people.http.IdleMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # closed unless a view says otherwise
    "lianxin.people.http.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lianxin.kernel.http.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "lianxin.kernel.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lianxin.desk.navigation.for_page",
            ],
        },
    }
]

ROOT_URLCONF = "lianxin.urls"
WSGI_APPLICATION = "lianxin.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who signs in, and how
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "lianxin.people.backends.WithUnit",
]
FIRST_PASSWORD_HASHER = "lianxin.people.passwords.FirstPasswordHasher"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", FIRST_PASSWORD_HASHER]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "lianxin.people.passwords.LongEnough",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "lianxin.people.passwords.NotTheSignInName"},
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "people:sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours: 15 minutes
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # by name only, on purpose: no address is kept
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # 15 minutes are 15 minutes
AXES_HANDLER = "lianxin.people.lockout.NamelessHandler"  # no address, device or form is kept
AXES_CLIENT_IP_CALLABLE = "lianxin.people.lockout.no_address"
AXES_LOCKOUT_CALLABLE = "lianxin.people.lockout.locked_out"
IDLE_MINUTES = env.number("IDLE_MINUTES", "30", help="无操作多少分钟后自动退出")
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_NAME = "lianxin_session"

# The page and nothing but the page
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "lianxin.kernel.http.expired"
CSRF_TRUSTED_ORIGINS = env.words(
    "ORIGINS", "", help="HTTPS 反向代理后的完整网址（如 https://lx.example.cn），以空格分隔"
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "lianxin.files.handlers.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MAX_UPLOAD_MB = env.number("MAX_UPLOAD_MB", "20", help="单个附件的大小上限（MB）")
MAX_IMPORT_MB = env.number("MAX_IMPORT_MB", "100", help="导入表格文件的大小上限（MB）")
IMPORT_KEPT_DAYS = env.number(
    "IMPORT_KEPT_DAYS", "30", help="导入用过的表格和未导入的行保留多少天，过后清除"
)

BACKUP_DIR = env.text(
    "BACKUP_DIR", "", help="每日自动备份的目录（最好在另一块盘上）；留空则不自动备份"
)
BACKUPS_KEPT = env.number("BACKUPS_KEPT", "14", help="保留最近多少份自动备份")

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("bootstrap", get_bootstrap_dir())]
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING or DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING or DEBUG

LANGUAGE_CODE = "zh-hans"  # the language the source strings are written in
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai", help="时区")
USE_TZ = True

# The working day of the site (新疆 works 10:00–14:00 and 16:00–20:00 by Beijing time)
WORK_HOURS = env.text(
    "WORK_HOURS", "10:00-14:00,16:00-20:00", help="工作时段，如 09:00-12:00,13:30-18:00"
)
NIGHT_HOUR = env.number("NIGHT_HOUR", "2", help="每天几点办理夜间任务（清理、备份），0 到 23")
QUIET_HOURS = env.text("QUIET_HOURS", "20:30-09:30", help="免打扰时段：提醒不在此时段发出")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "CRITICAL" if TESTING else "ERROR"}},
}

if TESTING:  # thousands of users are made in tests; a slow hash would only cost time
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", FIRST_PASSWORD_HASHER]
