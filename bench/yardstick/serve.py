"""Serve yardstick.bare with the options that `manage.py serve` gives the product."""

from __future__ import annotations

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from bench.yardstick import bare

if __name__ == "__main__":
    bare.prepare()
    Granian(
        "bench.yardstick.bare:application",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        backlog=1024,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()
