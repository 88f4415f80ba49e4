"""What a page costs inside: how many queries, how long they take alone, and the plain SQL beside.

Runs in a process of the site: `look()` signs the viewers in and prints what it saw as JSON.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from bench.site import LEADER, ONE_TOWN, ONE_UNIT
from lianxin.matters.models import Matter, Voice
from lianxin.people.models import User

VIEWERS = {
    "officer, 1 unit": ONE_UNIT,
    "officer, 10 units": 10,
    "officer, a town of 50": ONE_TOWN,
    "leader of all": LEADER,
}
TIMES = 15
Asked = tuple[str, Any]


@dataclass(frozen=True)
class Seen:
    viewer: str
    page: str
    path: str
    cookie: str
    queries: int
    own: float  # milliseconds of the page's queries alone
    plain: float | None  # of the same rows, asked with hand-written SQL
    same: bool | None  # whether they were the same rows


def look() -> None:
    setup_test_environment()
    seen = []
    for viewer, pk in VIEWERS.items():
        user = User.objects.get(pk=pk)
        cookie, client = session(user), Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        for page, path in paths(user).items():
            answer, asked = watched(partial(client.get, path))
            assert answer.status_code == 200, (viewer, path, answer.status_code)
            plain = PLAIN[page](user) if page in PLAIN else None
            seen.append(
                Seen(
                    viewer,
                    page,
                    path,
                    f"{settings.SESSION_COOKIE_NAME}={cookie}",
                    len(asked),
                    sum(alone(query) for query in asked),
                    alone(plain) if plain else None,
                    keys(plain) == shown(answer) if plain else None,
                )
            )
    print(json.dumps([asdict(one) for one in seen]))


def session(user: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["seen"] = int(time.time())
    store.create()
    key: str = store.session_key
    return key


def paths(user: User) -> dict[str, str]:
    """The pages by name; for the detail page, one open matter with a life behind it."""
    matter = Matter.objects.visible_to(user).exclude(replies=None).order_by("-due").first()
    assert matter
    found = quote("滴灌带漏水")
    voice = Voice.objects.filter(matter=matter).first()
    return {
        "today": reverse("desk:home"),
        "matters": reverse("matters:index"),
        "matters, late ones": reverse("matters:index") + "?mark=late",
        "matters, all closed": reverse("matters:index") + "?state=closed",
        "matters, searched": f"{reverse('matters:index')}?q={found}",
        "matters, searched in vain": f"{reverse('matters:index')}?q={quote('骆驼')}",
        "matters, page 20": reverse("matters:index") + "?state=open&page=20",
        "matter": reverse("matters:detail", args=[matter.pk]),
        "voices waiting": reverse("matters:waiting"),
        **({"voice": reverse("matters:voice", args=[voice.pk])} if voice else {}),
        "ledger": reverse("reports:ledger"),
        "ledger, closed ones": reverse("reports:ledger") + "?state=closed",
    }


def watched(visit: Callable[[], Any]) -> tuple[Any, list[Asked]]:
    """The answer of the second VISIT, and what it asked the database."""
    asked: list[Asked] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    visit()
    with connection.execute_wrapper(note):
        answer = visit()
    return answer, [one for one in asked if one[0].lstrip().lower().startswith(("select", "with"))]


def alone(query: Asked) -> float:
    """The median time of QUERY with all its rows fetched, and nothing else done."""
    times = []
    with connection.cursor() as cursor:
        for _ in range(TIMES):
            begun = time.perf_counter()
            cursor.execute(*query)
            cursor.fetchall()
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def keys(query: Asked) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return [row[0] for row in cursor.fetchall()][:50]


def shown(answer: Any) -> list[int]:
    """The keys of the rows on the page: matters, voices, or lines of a ledger."""
    rows = answer.context["page"].rows
    return [line.row.voice if hasattr(line, "row") else line.pk for line in rows]


# The same rows, as one would ask for them by hand, the units already known


def serves(user: User) -> str:
    """The ids of the units of USER, as SQL."""
    posts = user.posts.select_related("unit")
    with connection.cursor() as cursor:
        where = " or ".join(f"path like '{post.unit.path}%%'" for post in posts)
        cursor.execute(f"select id from people_unit where {where}", [])
        return ",".join(str(row[0]) for row in cursor.fetchall())


MATTER = """
select m.*, u.name, o.name, c.name from matters_matter m
join people_unit u on u.id = m.unit_id join people_user o on o.id = m.owner_id
left join matters_category c on c.id = m.category_id
where (m.unit_id in ({units}) or m.owner_id = {me} or m.first_owner_id = {me}
  or m.assigned_by_id = {me}
  or m.id in (select matter_id from matters_matter_helpers where user_id = {me})
  or m.id in (select matter_id from matters_offer where to_id = {me} and state = 'offered'))
and m.id not in (select matter_id from matters_matter_avoid where user_id = {me})
and {which} order by m.due, m.id limit 51
"""
VOICE = """
select v.*, u.name, c.name, m.number, o.name from matters_voice v
join people_unit u on u.id = v.unit_id left join matters_category c on c.id = v.category_id
left join matters_matter m on m.id = v.matter_id left join people_user o on o.id = m.owner_id
where (v.unit_id in ({units}) or m.owner_id = {me} {more})
and not exists (select 1 from matters_avoidance a where a.voice_id = v.id and a.user_id = {me})
and not exists (
  select 1 from matters_matter_avoid a where a.matter_id = v.matter_id and a.user_id = {me})
and {which} order by {order} limit 51
"""


def of_matters(which: str) -> Callable[[User], Asked]:
    return lambda user: (MATTER.format(units=serves(user), me=user.pk, which=which), None)


def of_voices(which: str, order: str, more: str = "") -> Callable[[User], Asked]:
    def asked(user: User) -> Asked:
        also = more.format(me=user.pk)
        return (
            VOICE.format(units=serves(user), me=user.pk, which=which, order=order, more=also),
            None,
        )

    return asked


PLAIN: dict[str, Callable[[User], Asked]] = {
    "matters": of_matters("m.state in ('in_hand', 'answered')"),
    "matters, all closed": of_matters("m.state = 'closed'"),
    "matters, searched": of_matters(
        "(m.number like '%滴灌带漏水%' or m.title like '%滴灌带漏水%' "
        "or m.summary like '%滴灌带漏水%')"
    ),
    "voices waiting": of_voices(
        "v.state = 'waiting'", "v.received_on, v.id", "or v.recorded_by_id = {me}"
    ),
    "ledger": of_voices("1 = 1", "v.received_on desc, v.id"),
    "ledger, closed ones": of_voices(
        "v.state = 'taken' and m.state = 'closed'", "v.received_on desc, v.id"
    ),
}
