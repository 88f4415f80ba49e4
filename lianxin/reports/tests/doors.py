"""Ledgers are for those who handle voices; whole quarters with small numbers hidden for all."""

from __future__ import annotations

from tests.doors import Door

DOORS = {
    #                           guest  li  chen wang zhao zhou  sun qian zheng
    "reports:ledger": Door("get", (302, 403, 200, 200, 200, 403, 403, 403, 403)),
    "reports:paper": Door("get", (302, 403, 200, 200, 200, 403, 403, 403, 403)),
    "reports:export": Door("post", (302, 403, 200, 200, 200, 403, 403, 403, 403)),
    "reports:summary": Door("get", (302, 403, 200, 200, 200, 403, 403, 403, 403)),
    "reports:exports": Door("get", (302, 200, 200, 200, 200, 200, 200, 200, 200)),
    "reports:export-hot": Door("post", (302, 403, 200, 200, 200, 403, 403, 403, 403)),
    "reports:export-hot-details": Door("post", (302, 403, 200, 200, 200, 403, 403, 403, 403)),
    "reports:hot-briefing": Door("get", (302, 403, 200, 200, 200, 403, 403, 403, 403)),
    "reports:quarter": Door("get", (302, 200, 200, 200, 200, 200, 200, 200, 200)),
}
