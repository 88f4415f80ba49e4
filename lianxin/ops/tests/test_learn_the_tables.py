from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from lianxin.ops import jobs


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own statistics")
def test_sqlite_knows_how_its_tables_look_after_the_night(cast):
    assert jobs.learn_the_tables in jobs.DAILY
    assert jobs.learn_the_tables(timezone.now()) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'people_user'")
        assert cursor.fetchone()[0] > 0
