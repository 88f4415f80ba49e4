"""The door of the server: what tells who someone is stops here on anonymous paths."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from lianxin.kernel.anonymity import Blindfold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.settings")
application = Blindfold(get_wsgi_application())
