"""manage.py start says in words what keeps it from starting."""

from __future__ import annotations

import socket

import pytest
from django.core.management import CommandError, call_command


def test_a_port_in_use_is_said_before_anything_is_done(settings):
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings.BIND, settings.PORT = "127.0.0.1", other.getsockname()[1]
        with pytest.raises(CommandError, match="已被占用"):
            call_command("start")
