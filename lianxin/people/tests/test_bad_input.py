"""Whatever is typed into the doors of people and the journal: a sentence, never a crash."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianxin.people.models import Post, SpecialDay, Unit, User
from tests.cast import a_unit

NASTY = [
    "", " ", "\x00", "a\x00b", "长" * 20_000, "9" * 40, "-1", "1e9", "٣", "None", "[]", "{}",
    "<script>alert(1)</script>", "%(by)s", "'; DROP TABLE people_user; --", "\u202e\u200b", "é́",
    "2026-02-30", "0000-00-00", "99999-01-01", "true", "🙂", "../../etc/passwd", "=1+1",
]  # fmt: skip
FIELDS = [
    "name", "short", "staff_number", "position", "phone", "username", "unit", "duty", "since",
    "until", "day", "is_workday", "move-target", "merge-target", "to", "password", "next",
    "old_password", "new_password1", "new_password2",
]  # fmt: skip


def posts(cast):
    li, unit = [cast.li.pk], [a_unit("三连", cast.regiment).pk]
    post = [Post.objects.get(user=cast.chen).pk]
    return {
        "sun": [
            ("add", []), ("edit", li), ("transfer", li), ("bring-back", li),
            ("add-unit", unit), ("rename-unit", unit), ("reorder-unit", unit),
            ("move-unit", unit), ("merge-unit", unit), ("days", []), ("rosters", []),
            ("correct-own", []), ("ask-for-name", []), ("password", []),
        ],
        "qian": [("appoint", li), ("end-post", post), ("extend-post", post)],
    }  # fmt: skip


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_every_form_survives_it_in_every_field(cast, as_, value):
    before = Unit.objects.count() + 1, User.objects.count()
    for who, doors in posts(cast).items():
        client = as_(getattr(cast, who))
        for name, args in doors:
            answer = client.post(reverse(f"people:{name}", args=args), dict.fromkeys(FIELDS, value))
            assert answer.status_code in (302, 403, 409, 422), (name, value[:20])
    assert Unit.objects.count() - before[0] in (0, 1)
    assert User.objects.count() - before[1] in (0, 1)
    assert not SpecialDay.objects.exists()


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_every_question_in_the_address_survives_it(cast, as_, value):
    names = ("q", "unit", "who", "page", "duty", "under", "kind", "since", "until", "verb")
    asked = dict.fromkeys(names, value[:2000])
    for who, doors in {"sun": ["index", "units", "posts"], "qian": ["posts", "locks"]}.items():
        for name in doors:
            assert as_(getattr(cast, who)).get(reverse(f"people:{name}"), asked).status_code == 200
    assert as_(cast.zheng).get(reverse("journal:index"), asked).status_code in (200, 422)


@pytest.mark.parametrize("pk", [0, 2**63, 10**40])
def test_keys_beyond_any_row_are_not_there(cast, as_, pk):
    for name in ("person", "edit", "unit", "end-post", "roster", "remove-day", "unlock"):
        url = reverse(f"people:{name}", args=[pk])
        for client in (as_(cast.sun), as_(cast.qian)):
            statuses = {client.get(url).status_code, client.post(url).status_code}
            assert statuses <= {404, 405, 403}


def test_a_file_where_text_belongs_and_text_where_a_file_belongs(cast, as_):
    client = as_(cast.sun)
    file = SimpleUploadedFile("x", b"\xff\xfe\x00")
    assert client.post(reverse("people:add"), {"name": file}).status_code == 422
    assert client.post(reverse("people:rosters"), {"file": "text"}).status_code == 422
    assert client.post(
        reverse("people:add"), b"\xff\xfe%00=&&==", content_type="application/x-www-form-urlencoded"
    ).status_code in (400, 422)


def test_a_form_beyond_all_measure_is_refused_in_words(cast, as_):
    answer = as_(cast.sun).post(reverse("people:add"), {"name": "长" * 1_500_000})
    assert answer.status_code in (413, 422)
