from __future__ import annotations

import pytest

from lianxin.matters.alreadysaid import PUBLIC
from lianxin.matters.guessing import GUARD
from lianxin.matters.names import NAMES


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What the process keeps for a minute must not pass from one test to the next."""
    NAMES.forget()
    GUARD.forget()
    PUBLIC.forget()
