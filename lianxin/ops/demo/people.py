"""Who lives in the demonstration: a regiment of about a hundred and fifty people."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from lianxin.people.actions.founding import found
from lianxin.people.actions.persons import add_person
from lianxin.people.actions.posts import appoint
from lianxin.people.actions.units import add_unit
from lianxin.people.models import ADMINISTRATION, Unit, User
from lianxin.people.particulars import Particulars

Story = dict[str, Any]
PASSWORD = "lianxin-demo"  # noqa: S105  (only ever in a demonstration)
YEARS = 3


def settle(story: Story, chance: random.Random) -> tuple[dict[str, Unit], dict[str, User]]:
    """Found the regiment, add its units and people, give them their posts."""
    cast = story["cast"]
    administrators = [next(c for c in cast if c["duties"] == [duty]) for duty in ADMINISTRATION]
    top = story["units"][0]
    found(top["name"], administrators=[c["name"] for c in administrators])
    system, security, audit = (User.objects.get(name=c["name"]) for c in administrators)

    units = {top["key"]: Unit.objects.get()}
    for row in story["units"][1:]:
        units[row["key"]] = add_unit(units[row["parent"]], by=system, name=row["name"])
    people = dict(
        zip([c["username"] for c in administrators], (system, security, audit), strict=True)
    )
    since = timezone.localdate() - dt.timedelta(days=365 * YEARS)
    for row in cast:
        if row["username"] not in people:
            particulars = Particulars(
                row["name"], position=row["position"], username=row["username"]
            )
            person = add_person(particulars, by=system, unit=units[row["unit"]])
            people[row["username"]] = person
            for duty in row["duties"]:
                appoint(person, by=security, duty=duty, unit=units[row["unit"]], since=since)
    number = 1000
    for row in story["units"]:
        for _place in range(row.get("people", 0)):
            number += 1
            particulars = Particulars(
                a_name(story["names"], chance),
                staff_number=f"SL{number}",
                position=chance.choice(story["names"]["positions"]),
            )
            add_person(particulars, by=system, unit=units[row["key"]])
    User.objects.update(password=make_password(PASSWORD), must_choose_password=False)
    return units, people


def a_name(names: Story, chance: random.Random) -> str:
    """One of the names of the several peoples who live there."""
    kind = chance.choices(["han", "uyghur", "kazakh", "hui"], [55, 25, 10, 10])[0]
    if kind == "han":
        return f"{chance.choice(names['han_family'])}{chance.choice(names['han_given'])}"
    return str(chance.choice(names[kind]))
