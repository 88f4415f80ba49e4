"""The tree of categories: kept by the system administrator, who sees no matters."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.matters.actions import categories
from lianxin.matters.actions.categories import Entry
from lianxin.matters.models import Category
from lianxin.matters.tests.stories import a_matter, a_voice


@pytest.fixture
def heat(db):
    home = Category.objects.create(code="home", name="住房")
    return Category.objects.create(code="heat", name="供暖", parent=home, words="暖气\n不热")


@pytest.mark.parametrize("who", ["li", "chen", "wang", "qian", "zheng"])
def test_nobody_else_changes_it(cast, heat, who):
    with pytest.raises(PermissionDenied, match="分类由系统管理员维护"):
        categories.change_category(heat, Entry("暖气"), by=getattr(cast, who))


def test_two_levels_only(cast, heat):
    with pytest.raises(PermissionDenied, match="分类只分两级"):
        categories.add_category(Entry("暖气片"), by=cast.sun, parent=heat)
    with pytest.raises(PermissionDenied, match="下面还有小类"):
        categories.move_category(heat.parent, by=cast.sun, to=Category.objects.create(code="x"))


def test_merged_everything_goes_along(cast, heat):
    warm = Category.objects.create(code="warm", name="取暖", parent=heat.parent, words="暖气\n冷")
    matter = a_matter(cast, a_voice(cast, category=warm), category=warm)
    assert categories.merge_category(warm, heat, by=cast.sun) == 2
    matter.refresh_from_db()
    heat.refresh_from_db()
    warm.refresh_from_db()
    assert (matter.category, matter.voices.get().category) == (heat, heat)
    assert heat.words.splitlines() == ["暖气", "不热", "取暖", "冷"]
    assert not warm.is_active


class TestPages:
    def test_add_change_move_switch(self, cast, as_, heat):
        admin = as_(cast.sun)
        assert "供暖" in admin.get("/matters/categories/").content.decode()
        sent = {"parent": heat.parent_id, "name": "供水", "urgency": "lifeline", "words": "停水"}
        assert admin.post("/matters/categories/add/", sent).status_code == 302
        water = Category.objects.get(name="供水")
        assert (water.parent, water.words) == (heat.parent, "停水")
        again = admin.post("/matters/categories/add/", sent)
        assert again.status_code == 422
        assert "已经有同名的分类" in again.content.decode()
        sent = {"name": "自来水", "urgency": "lifeline", "words": ""}
        admin.post(f"/matters/categories/{water.pk}/", sent)
        admin.post(f"/matters/categories/{water.pk}/move/", {"to": ""})
        admin.post(f"/matters/categories/{water.pk}/switch/")
        water.refresh_from_db()
        assert (water.name, water.parent, water.is_active) == ("自来水", None, False)

    def test_what_is_switched_off_is_not_offered(self, cast, as_, heat):
        Category.objects.filter(pk=heat.pk).update(is_active=False)
        voice = a_voice(cast)
        page = as_(cast.chen).get(f"/matters/voices/{voice.pk}/accept/")
        assert "供暖" not in page.content.decode()

    def test_nonsense_in_the_address_is_no_error(self, cast, as_):
        for parent in ("x", "²", "9" * 40):
            assert as_(cast.sun).get(f"/matters/categories/add/?parent={parent}").status_code == 200

    def test_merging(self, cast, as_, heat):
        warm = Category.objects.create(code="warm", name="取暖", parent=heat.parent)
        url = f"/matters/categories/{warm.pk}/merge/"
        assert as_(cast.sun).post(url, {"into": warm.pk}).status_code == 422
        assert as_(cast.sun).post(url, {"into": heat.pk}).status_code == 302
