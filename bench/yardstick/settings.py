"""The settings of the product, with other doors: what Django alone costs on this server."""

from lianxin.settings import *  # noqa: F403
from lianxin.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.yardstick"]
ROOT_URLCONF = "bench.yardstick.urls"
