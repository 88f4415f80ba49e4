"""The lines that are never crossed (desk/promises.py), held against the whole product."""

from __future__ import annotations

import ast
import datetime as dt
import re
from dataclasses import fields as fields_of
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from lianxin import env
from lianxin.desk.promises import COMING, LINES
from lianxin.journal.models import Event, record
from lianxin.kernel.checks import house_models
from lianxin.matters import searching
from lianxin.matters.models import Closure, Matter, Message, Voice
from lianxin.matters.tests.stories import a_matter as a_story
from lianxin.matters.tests.stories import a_voice
from lianxin.people.models import User
from tests.test_doors import DOORS

PROJECT = Path(__file__).parent.parent
SOURCE = [
    p for p in (PROJECT / "lianxin").rglob("*.py") if not {"tests", "migrations"} & set(p.parts)
]


def fields():
    return [(m, f) for m in house_models() for f in (*m._meta.fields, *m._meta.many_to_many)]


JUDGING = {
    *("score", "scores", "rank", "ranking", "points", "grade", "risk", "credit", "profile"),
    *("loyalty", "belief", "religion", "ethnicity", "nationality", "party", "label", "labels"),
    *("trust", "merit", "demerit", "reputation", "keyperson", "watchlist"),
    *("minutes", "seconds", "duration", "streak", "attendance", "punch", "checkin", "coins"),
}
JUDGING_WORDS = re.compile(
    "得分|评分|打分|分值|积分|排名|名次|风险|重点人员|画像|忠诚|信仰|宗教|民族|政治面貌|"
    "思想表现|诚信|学时|时长|打卡|签到|考勤|金币|榜"
)


@pytest.mark.parametrize(
    ("model", "field"), fields(), ids=lambda x: getattr(x, "__name__", None) or x.name
)
def test_no_table_judges_counts_or_times_a_person(model, field):
    assert not JUDGING & set(field.name.split("_"))
    said = f"{model._meta.verbose_name} {field.verbose_name} {field.help_text}"
    assert not JUDGING_WORDS.search(said)


def test_a_person_has_these_columns_and_no_others():
    """A new column on a person is a decision about people: change this list on purpose."""
    assert {f.name for f in User._meta.get_fields() if not f.auto_created or f.concrete} == {
        *("id", "username", "password", "last_login", "name", "staff_number", "phone", "unit"),
        *("position", "is_active", "must_choose_password", "joined_on"),
        *("wanted_name", "sittings_ended"),  # a correction asked for; a counter that signs out
    }


def test_tables_that_only_describe_a_person_are_these():
    """Nothing may be hung on a person from beside: tables keyed to one person alone."""
    about_people = {
        model._meta.label
        for model in house_models()
        for field in model._meta.local_fields
        if isinstance(field, models.OneToOneField) and field.related_model is User
    }
    assert not about_people


def test_no_page_ranks_people_or_takes_attendance():
    forbidden = JUDGING - {"profile", "label", "labels", "party", "minutes", "seconds"}
    for name in DOORS:
        assert not forbidden & set(re.split(r"[:\-_]", name)), name


def a_nameless_voice(cast, **changes):
    values = {
        "channel": "anonymous",
        "title": "食堂的饭凉",
        "body": "晚班的饭是凉的",
        "unit": cast.first,
        "code_hash": "a" * 64,
        "accept_by": timezone.now(),
    }
    voice = Voice.objects.create(**values | changes)
    searching.enter(voice)
    return voice


@pytest.mark.parametrize(
    "trace",
    [
        lambda cast: {"raised_by": cast.li},
        lambda cast: {"recorded_by": cast.chen},
        lambda cast: {"said_at": timezone.now()},
        lambda cast: {"speaker": "李强"},
        lambda cast: {"contact": "13800000000"},
        lambda cast: {"source_id": "12345"},
    ],
    ids=["account", "recorder", "minute", "name", "phone", "number elsewhere"],
)
def test_the_database_refuses_a_name_or_a_minute_on_an_anonymous_voice(cast, trace):
    a_nameless_voice(cast)  # without a trace it is accepted
    with pytest.raises(IntegrityError), transaction.atomic():
        a_nameless_voice(cast, code_hash="b" * 64, **trace(cast))


def test_what_a_nameless_person_writes_keeps_the_day_alone(cast):
    voice = a_nameless_voice(cast)
    record("voice.followed_up", voice, by=None)
    event = Event.objects.get(subject_id=voice.pk)
    assert timezone.localtime(event.at).time() == dt.time()
    assert event.by is None
    times = [f.name for f in Voice._meta.fields if isinstance(f, models.DateTimeField)]
    assert times == ["said_at", "accept_by"]  # the one is empty, the other a term from a day
    assert [f.name for f in Message._meta.fields if isinstance(f, models.DateTimeField)] == ["at"]


def test_there_is_no_superuser():
    assert not {"is_superuser", "is_staff", "groups", "user_permissions"} & {
        f.name for f in User._meta.get_fields()
    }
    assert not apps.is_installed("django.contrib.admin")
    for path in SOURCE:
        names = {getattr(n, "attr", "") for n in ast.walk(ast.parse(path.read_text("utf-8")))}
        assert not {"is_superuser", "is_staff"} & names, path


CONTENT = ("matters.Voice", "matters.Matter", "matters.Import", "matters.SlipBatch")


def a_matter(cast):
    now = timezone.now()
    matter = Matter.objects.create(
        number="2026-00001",
        title="宿舍暖气不热",
        unit=cast.first,
        owner=cast.chen,
        first_owner=cast.chen,
        due=now,
        first_due=now,
    )
    searching.enter(matter)
    return matter


@pytest.mark.parametrize("key", ["sun", "qian", "zheng"])
def test_administrators_see_no_content(cast, key):
    administrator = getattr(cast, key)
    a_nameless_voice(cast)
    matter = a_matter(cast)
    for label in CONTENT:
        assert not apps.get_model(label).objects.visible_to(administrator).exists()
    assert Matter.objects.visible_to(cast.chen).get() == matter  # it is there for its officer


@pytest.mark.parametrize("key", ["sun", "qian", "zheng"])
def test_administrators_find_no_content_by_searching(cast, as_, key):
    a_nameless_voice(cast)
    a_matter(cast)
    answers = [
        as_(who).get(reverse("desk:search"), {"q": "宿舍暖气"})
        for who in (getattr(cast, key), cast.chen)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    found = ["宿舍暖气不热" in strip_tags(answer.content.decode()) for answer in answers]
    assert found == [False, True]


def test_a_closed_matter_says_how_it_was_closed(cast):
    matter = a_matter(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(state="closed", closed_at=timezone.now())


@pytest.mark.parametrize("closure", Closure)
def test_only_what_was_settled_in_substance_counts_as_solved(cast, closure):
    matter = a_matter(cast)
    matter.state, matter.closure = Matter.State.CLOSED, closure
    assert matter.is_solved == (closure == Closure.SUBSTANTIVE)


def test_counts_are_of_units_subjects_and_weeks_never_of_people(cast):
    """Every count there is, asked by the leader: none is under a person's name or key."""
    from lianxin.matters.figures import counts, weekly
    from lianxin.matters.figures.scope import Scope
    from lianxin.reports.summary import GROUPINGS

    a_nameless_voice(cast)
    for person, owner in ((cast.li, cast.chen), (cast.guli, cast.zhao)):
        a_story(cast, a_voice(cast, raised_by=person), owner=owner)
    found = [one for _title, count in GROUPINGS.values() for one in count(cast.wang, Scope())]
    found += counts.by_week(cast.wang, Scope())
    assert sum(one.count for one in found) >= 3 * 3  # something was counted
    labels = {one.label for one in found} | set(
        weekly.by_subject(cast.wang, timezone.localdate()).subjects
    )
    people = {str(person) for person in User.objects.all()}
    assert not [label for label in labels for name in people if name in label]
    assert set(GROUPINGS) == {"unit", "category", "state", "closure"}
    assert {f.name for f in fields_of(counts.Count)} == {"key", "label", "count"}


def test_every_page_of_counts_hides_small_groups_in_one_place():
    """What is counted beyond one's own sight passes through the engine that hides; and nobody
    writes a threshold of their own."""
    beyond = []
    for path in SOURCE:
        text = path.read_text("utf-8")
        if "engines" not in path.parts:
            assert not re.search(r"\bk\s*=\s*\d", text), path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("visible_to"):
                code = ast.unparse(node)
                if "visible_to_all_as_counts" in code:
                    assert "suppress(" in code, f"{path}: {node.name}"
                    beyond.append(node.name)
    assert sorted(beyond) == ["record", "shared"]


def named_tests():
    return sorted({name for line in LINES for name in line.tests})


@pytest.mark.parametrize("name", named_tests())
def test_every_named_test_exists(name):
    path, _, function = name.partition("::")
    found = {
        node.name
        for node in ast.walk(ast.parse((PROJECT / path).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert function in found


def test_every_line_names_tests_and_files_that_exist():
    for line in LINES:
        assert line.tests, line.key
        assert all((PROJECT / file).is_file() for file in line.kept_in), line.key


SETTINGS_READ = {  # what the files that keep the lines may ask of the settings: keys, no switches
    "RECEIPT_KEY",
}


def test_no_setting_switches_a_line_off():
    """The files that keep a line ask no setting; and no setting speaks of what they keep."""
    for file in {file for line in LINES for file in line.kept_in} - {"lianxin/settings.py"}:
        tree = ast.parse((PROJECT / file).read_text("utf-8"))
        asked = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and getattr(node.value, "id", "") in ("settings", "env")
        }
        assert asked <= SETTINGS_READ, file
    about = re.compile(r"ANONYM|SUPPRESS|SMALL|GROUP|SCORE|RANK|SUPER|ADMIN|LEDGER|PROMISE|TRACE")
    assert not [name for name in env.ASKED if about.search(name)]


def test_what_is_not_there_yet_is_not_claimed():
    claimed = " ".join(str(line.words) for line in LINES)
    assert "关爱" not in claimed
    assert "问卷" not in claimed
    assert len(COMING) == 3
