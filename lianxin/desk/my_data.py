"""Everything the site holds about one person, gathered for that person and nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from lianxin.files.models import Attachment
from lianxin.matters.figures import mine as matters
from lianxin.notices.models import Notice
from lianxin.people import figures as people
from lianxin.people.models import User
from lianxin.queue.models import Job
from lianxin.reports.models import Export

SHOWN = 50  # of each kind on the page; the file has them all
ALL = 100_000


@dataclass(frozen=True)
class Told:
    at: dt.datetime
    sentence: str
    read_at: dt.datetime | None


@dataclass(frozen=True)
class File:
    name: str
    size: int
    on: dt.date


@dataclass(frozen=True)
class Work:
    title: str
    at: dt.datetime
    state: str


@dataclass(frozen=True)
class Taken:
    ledger: str
    at: dt.datetime
    rows: int


@dataclass(frozen=True)
class Held:
    person: people.MyData
    matters: matters.MyData
    notices: tuple[Told, ...]
    files: tuple[File, ...]
    jobs: tuple[Work, ...]
    exports: tuple[Taken, ...]


def held_about(person: User, most: int = SHOWN) -> Held:
    notices = Notice.objects.visible_to(person)[:most]
    files = Attachment.objects.filter(by=person).order_by("-on", "name")[:most]
    jobs = Job.objects.visible_to(person)[:most]
    exports = Export.objects.visible_to(person)[:most]
    return Held(
        person=people.my_data(person),
        matters=matters.my_data(person),
        notices=tuple(Told(one.at, one.sentence(), one.read_at) for one in notices),
        files=tuple(File(one.name, one.size, one.on) for one in files),
        jobs=tuple(Work(one.title, one.created_at, one.get_state_display()) for one in jobs),
        exports=tuple(Taken(one.ledger, one.at, one.rows) for one in exports),
    )


def as_values(held: Held) -> dict[str, Any]:
    """Plain values for a file."""
    return asdict(held)
