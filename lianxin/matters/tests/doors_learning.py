"""The doors of what the engine suggests and has learned, and who gets through."""

from __future__ import annotations

from tests.doors import Door

#                       guest li   chen wang zhao zhou sun  qian zheng
DOORS = {
    "matters:sort": Door("get", (302, 403, 200, 200, 200, *(403,) * 4)),
    "matters:engine": Door("get", (302, *(200,) * 8)),
    "matters:learn": Door("post", (302, 403, 403, 302, 403, 403, 302, 403, 403)),
}
