"""导入名册: read, looked at, applied once; each refused row with its line and its reason."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.notices.models import Notice
from lianxin.people.actions import persons, rosters
from lianxin.people.jobs import forget_rosters
from lianxin.people.models import RosterImport, Unit, User
from lianxin.people.particulars import Particulars
from lianxin.people.roster import Reading, RosterRefused, Row, read
from tests.cast import a_unit

HEAD = ["姓名", "工号", "单位", "岗位", "联系电话", "登录名"]


def xlsx(*rows, head=HEAD):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(client, content, name="名册.xlsx"):
    url = reverse("people:rosters")
    return client.post(url, {"file": SimpleUploadedFile(name, content)})


def put_in(client, *rows, head=HEAD):
    response = upload(client, xlsx(*rows, head=head))
    assert response.status_code == 302, response.content.decode()
    return RosterImport.objects.latest("pk")


def preview(client, roster, **query):
    return client.get(reverse("people:roster", args=[roster.pk]), query).content.decode()


def apply(cast, roster):
    rosters.apply_roster(roster, by=cast.sun)
    roster.refresh_from_db()
    return roster


@pytest.fixture
def sun(cast, as_):
    return as_(cast.sun)


def test_the_preview_says_of_each_row_what_will_happen(cast, sun):
    User.objects.filter(pk=cast.li.pk).update(staff_number="100", position="农机手")
    roster = put_in(
        sun,
        ["张三", "101", "一连", "会计", "13900000000", None],
        ["李强", "100", "二连", "农机手", None, None],
        ["陈静", None, "一连", None, None, None],
        ["王五", None, "三连", None, None, None],
    )
    html = preview(sun, roster)
    for kind in ("新增 1", "变更 1", "不变 1", "不导入 1"):
        assert kind in html
    assert "单位：一连 → 二连" in html
    assert "没有名为“三连”的单位。" in html
    assert "确认导入 2 人" in html
    assert User.objects.count() == 9  # nobody is changed by looking
    assert "确认导入 2 人" in preview(sun, roster)  # it is there after a reload


def test_applying_adds_changes_and_keeps_what_was_refused(cast, sun):
    User.objects.filter(pk=cast.li.pk).update(staff_number="100")
    roster = put_in(
        sun,
        ["买买提•艾力", "A101", "一连", "会计", "13900000000", None],
        ["李强", "100", "二连", "驾驶员", None, None],
        ["王五", None, "三连", None, None, None],
    )
    sun.post(reverse("people:apply-roster", args=[roster.pk]))
    added = User.objects.get(staff_number="A101")
    assert (added.name, added.unit, added.username) == ("买买提·艾力", cast.first, "a101")
    cast.li.refresh_from_db()
    assert (cast.li.unit, cast.li.position) == (cast.second, "驾驶员")
    html = preview(sun, roster)
    assert "没有名为“三连”的单位。" in html
    facts = Event.objects.get(verb="roster.applied").facts
    assert facts == {"added": 1, "changed": 1, "refused": 1}
    assert Event.objects.get(verb="user.added").subject_id == added.pk


def test_of_the_rows_only_the_refused_ones_stay(cast, sun):
    roster = put_in(sun, ["张三", None, "一连"], ["王五", None, "三连"])
    apply(cast, roster)
    assert roster.rows == []
    assert [row["name"] for row in roster.refused] == ["王五"]


def test_running_it_twice_changes_nothing(cast, sun):
    rows = [["张三", "101", "一连", "会计", "139"], ["某·某", None, "二连", None, None]]
    apply(cast, put_in(sun, *rows))
    before = list(User.objects.order_by("pk").values())
    again = apply(cast, put_in(sun, *rows))
    assert list(User.objects.order_by("pk").values()) == before
    assert (again.added, again.changed_count, again.unchanged_count) == ([], 0, 2)


def test_empty_cells_erase_nothing(cast, sun):
    User.objects.filter(pk=cast.li.pk).update(staff_number="100", phone="139", position="农机手")
    apply(cast, put_in(sun, ["李强", "100", "一连", None, None, None]))
    cast.li.refresh_from_db()
    assert (cast.li.phone, cast.li.position, cast.li.username) == ("139", "农机手", "li")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([None, "1", "一连"], "没有填写姓名"),
        (["张三", "1", None], "没有填写单位"),
        (["张三", "1", "九连"], "没有名为“九连”的单位"),
        (["张三", "1", "一排"], "名为“一排”的单位有 2 个（示例团/一连/一排、示例团/二连/一排）"),
        (["长" * 81, "1", "一连"], "“姓名”超过 80 个字"),
        (["张三", "650102199001011234", "一连"], "“工号”像是身份证号"),
        (["张三", "1", "一连", None, "电话65010219900101123X"], "“联系电话”像是身份证号"),
        (["张三", "1", "一连", None, None, "li"], "登录名“li”已被别人使用"),
        (["张三", "1", "一连", None, None, "张三"], "登录名要用字母、数字开头"),
        (["张三", 123456789012345678, "一连"], "有超过 15 位的数字"),
        (["张三", "77", "一连"], "工号“77”登记的是“赵敏”。如确是同一人"),
        (["王离职", None, "一连"], "已离开的人员，请先在人员页办理返回"),
        (["同名", None, "一连"], "该单位有 2 位同名人员，请填写工号"),
    ],
)
def test_a_refused_row_has_its_line_and_its_reason(cast, sun, row, reason):
    a_unit("一排", cast.first)
    a_unit("一排", cast.second)
    User.objects.filter(pk=cast.zhao.pk).update(staff_number="77")
    User.objects.create_user("gone", name="王离职", unit=cast.first, is_active=False)
    for username in ("tm1", "tm2"):
        User.objects.create_user(username, name="同名", unit=cast.first)
    roster = put_in(sun, ["好人", "9", "一连"], row)
    html = preview(sun, roster, kind="refused")
    assert reason in html
    assert 'class="num">3</td>' in html
    before = User.objects.count()
    assert [r["line"] for r in apply(cast, roster).refused] == [3]
    assert User.objects.count() == before + 1  # the rest is kept


def test_rows_that_repeat_each_other_are_refused_with_the_earlier_line(cast, sun):
    roster = put_in(
        sun,
        ["张三", "101", "一连"],
        ["李四", "101", "二连"],
        ["王五", None, "一连"],
        ["王五", None, "一连"],
        ["赵六", None, "一连", None, None, "zl"],
        ["钱七", None, "一连", None, None, "ZL"],
    )
    html = preview(sun, roster, kind="refused")
    for line in (2, 4, 6):
        assert f"与第 {line} 行重复" in html


def test_units_are_found_by_path_short_name_or_unique_name(cast, sun):
    inner = a_unit("一排", cast.first)
    a_unit("一排", cast.second)
    Unit.objects.filter(pk=cast.second.pk).update(short="二")
    roster = put_in(
        sun,
        ["甲", "1", "一连/一排"],
        ["乙", "2", "示例团＞一连 / 一排"],
        ["丙", "3", "二"],
        ["丁", "4", "示例团"],
    )
    apply(cast, roster)
    units = dict(User.objects.filter(pk__in=roster.added).values_list("name", "unit"))
    assert units == {
        "甲": inner.pk, "乙": inner.pk, "丙": cast.second.pk, "丁": cast.regiment.pk
    }  # fmt: skip


def test_usual_names_of_columns_are_known_and_others_are_named(sun):
    head = ["序号", "姓 名（必填）", "职工编号", "所在单位", "手机号码", "民族"]
    roster = put_in(sun, [1, "张三", 7, "一连", 13900000000, "汉"], head=head)
    row = roster.rows[0]
    assert (row["name"], row["staff_number"], row["phone"]) == ("张三", "7", "13900000000")
    assert "没有用到的列：序号、民族" in preview(sun, roster)
    assert "汉" not in str(roster.rows)


@pytest.mark.parametrize("heading", ["身份证号", "身份证号码", "公民身份号码", "证件号"])
def test_a_table_with_numbers_of_identity_cards_is_refused_by_name(sun, heading):
    content = xlsx(["张三", "一连", "650102199001011234"], head=["姓名", "单位", heading])
    response = upload(sun, content)
    assert response.status_code == 422
    expected = f"表中有“{heading}”列。本平台不收集身份证号，请删除该列后再上传。"
    assert expected in response.content.decode()
    assert not RosterImport.objects.exists()


def test_a_csv_in_the_encoding_of_old_offices_is_read(cast, sun):
    text = "姓名,工号,单位\n买买提·艾力,007,一连\n"
    upload(sun, text.encode("gb18030"), "名册.csv")
    apply(cast, RosterImport.objects.get())
    assert User.objects.get(staff_number="007").name == "买买提·艾力"


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (60 << 20))
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (60 << 20))
        archive.writestr("[Content_Types].xml", b" ")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空"),
        (b"%PDF-1.7 not a table", "这不是表格文件"),
        (b"<html><body><table></table></body></html>", "网页文件"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"\x00\xff\xfe\x01" * 50, "无法识别为表格"),
        ("姓名,单位\n".encode(), "表头下面没有内容"),
        ("名称,数量\n大米,3\n".encode(), "没有找到“姓名”“单位”列"),
        (xlsx(["张三"], head=["姓名"]), "没有找到“单位”列"),
        (bomb(), "解压后过大"),
    ],
)  # fmt: skip
def test_what_is_no_roster_is_refused_in_words(sun, content, reason):
    response = upload(sun, content)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not RosterImport.objects.exists()


def test_pressing_upload_without_a_file_says_so(sun):
    response = sun.post(reverse("people:rosters"))
    assert response.status_code == 422
    assert "请选择名册文件。" in response.content.decode()


def test_what_looks_like_a_formula_stays_a_text_on_the_way_out(cast, sun):
    upload(sun, "姓名,工号,单位\n=1+1,1,没有\n@SUM(1),2,没有\n".encode(), "名册.csv")
    roster = RosterImport.objects.get()
    content = sun.get(reverse("people:refused-rows", args=[roster.pk])).content
    cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert {"=1+1", "@SUM(1)"} <= {cell.value for cell in cells if cell.data_type == "s"}


def test_the_refused_rows_come_as_a_table_that_can_be_put_in_again(cast, sun):
    roster = put_in(sun, ["张三", "007", "三连", None, "139"], ["好人", "8", "一连"])
    url = reverse("people:refused-rows", args=[roster.pk])
    before = sun.get(url).content
    apply(cast, roster)
    after = sun.get(url)
    sheet = load_workbook(io.BytesIO(after.content)).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["张三", "007", "三连", None, "139", None, "2", "没有名为“三连”的单位。"] in values
    assert load_workbook(io.BytesIO(before)).active.max_row == sheet.max_row
    a_unit("三连", cast.regiment)
    upload(sun, after.content)
    apply(cast, RosterImport.objects.latest("pk"))
    assert User.objects.get(staff_number="007").unit.name == "三连"


def test_the_empty_table_can_be_filled_and_put_in(cast, sun):
    book = load_workbook(io.BytesIO(sun.get(reverse("people:roster-template")).content))
    book.active.append(["张三", "007", "一连", "会计", "139", ""])
    file = io.BytesIO()
    book.save(file)
    assert upload(sun, file.getvalue()).status_code == 302
    assert RosterImport.objects.get().rows[0]["name"] == "张三"


def test_what_changed_between_preview_and_confirmation_is_judged_anew(cast, sun):
    roster = put_in(sun, ["张三", "101", "一连"], ["李四", "102", "二连"])
    assert "确认导入 2 人" in preview(sun, roster)
    persons.add_person(Particulars("张三", "101"), by=cast.sun, unit=cast.first)
    Unit.objects.filter(pk=cast.second.pk).update(closed_on=timezone.localdate())
    apply(cast, roster)
    assert (roster.added, roster.unchanged_count) == ([], 1)
    assert roster.refused[0]["reason"] == "没有名为“二连”的单位。"


def test_of_two_who_confirm_at_once_one_wins(cast, sun):
    roster = put_in(sun, ["张三", None, "一连"])
    seen_by_another = RosterImport.objects.get(pk=roster.pk)
    apply(cast, roster)
    with pytest.raises(Refused, match="状态已经变化"):
        rosters.apply_roster(seen_by_another, by=cast.sun)
    assert User.objects.filter(name="张三").count() == 1


def test_someone_with_posts_who_moves_is_told_to_the_security_administrator(cast, sun):
    User.objects.filter(pk=cast.chen.pk).update(staff_number="1")
    apply(cast, put_in(sun, ["陈静", "1", "二连"]))
    assert Notice.objects.get().to == cast.qian


def test_first_passwords_for_those_who_came_with_it(cast, sun, client):
    roster = apply(cast, put_in(sun, ["张三", "z3", "一连"], ["李四", "l4", "一连"]))
    slips = rosters.issue_roster_passwords(roster, by=cast.sun)
    assert [person.username for person, _password in slips] == ["z3", "l4"]
    typed = {"username": "z3", "password": slips[0][1]}
    assert client.post("/people/sign-in/", typed).status_code == 302
    response = sun.post(reverse("people:roster-passwords", args=[roster.pk]))
    html = response.content.decode()
    assert "l4" in html
    assert "z3" not in html  # has signed in already
    assert "no-store" in response["Cache-Control"]
    assert slips[1][1] not in html  # the earlier slip no longer works


def test_passwords_only_after_the_roster_is_applied(cast, sun):
    roster = put_in(sun, ["张三", None, "一连"])
    with pytest.raises(PermissionDenied, match="请先确认导入"):
        rosters.issue_roster_passwords(roster, by=cast.sun)


@pytest.mark.parametrize("who", ["qian", "zheng", "wang", "chen"])
def test_only_the_system_administrator_takes_rosters(cast, who):
    with pytest.raises(PermissionDenied, match="只有系统管理员"):
        rosters.take_roster(Reading([Row(2, name="某")]), by=getattr(cast, who), file_name="x")


def test_a_roster_is_forgotten_after_a_week(cast, sun):
    roster = put_in(sun, ["张三", None, "一连"])
    apply(cast, roster)
    now = timezone.now()
    assert forget_rosters(now + dt.timedelta(days=7)) == 0
    assert forget_rosters(now + dt.timedelta(days=8)) == 1
    assert User.objects.filter(name="张三").exists()


def test_discarding_takes_the_rows_and_leaves_the_people(cast, sun):
    roster = apply(cast, put_in(sun, ["张三", None, "一连"]))
    sun.post(reverse("people:discard-roster", args=[roster.pk]))
    assert not RosterImport.objects.exists()
    assert User.objects.filter(name="张三").exists()


def test_five_thousand_rows_are_read_and_shown_by_pages(cast, sun, django_assert_max_num_queries):
    lines = "".join(f"阿卜杜拉·买买提{n},{n},一连\n" for n in range(5000))
    upload(sun, f"姓名,工号,单位\n{lines}".encode(), "名册.csv")
    roster = RosterImport.objects.get()
    with django_assert_max_num_queries(10):
        html = preview(sun, roster, page=100)
    assert "买买提4999" in html
    assert html.count('data-label="处理"') == 50
    apply(cast, roster)
    assert User.objects.count() == 5009


def test_reading_says_what_a_cell_of_another_kind_means():
    day = dt.datetime(2026, 1, 2)  # noqa: DTZ001  (as a workbook gives it)
    file = io.BytesIO(xlsx(["张三", 7.0, "一连", day, True], head=HEAD[:5]))
    row = read(file).rows[0]
    assert (row.staff_number, row.position, row.phone) == ("7", "2026-01-02T00:00:00", "True")


def test_a_table_without_rows_is_refused():
    with pytest.raises(RosterRefused, match="表头下面没有内容"):
        read(io.BytesIO("姓名,单位\n,\n".encode()))
