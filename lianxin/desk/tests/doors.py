"""Who gets through the doors of desk: everyone who signs in; the promises anybody may read."""

from __future__ import annotations

from tests.doors import Door

DOORS = {
    #                           guest  li  chen wang zhao zhou  sun qian zheng
    "desk:home": Door("get", (302, 200, 200, 200, 200, 200, 200, 200, 200)),
    "desk:search": Door("get", (302, 200, 200, 200, 200, 200, 200, 200, 200)),
    "desk:my-data": Door("get", (302, 200, 200, 200, 200, 200, 200, 200, 200)),
    "desk:my-data-file": Door("get", (302, 200, 200, 200, 200, 200, 200, 200, 200)),
    "desk:help": Door("get", (302, 200, 200, 200, 200, 200, 200, 200, 200)),
    "desk:certificate": Door("get", (200, 200, 200, 200, 200, 200, 200, 200, 200)),
}
