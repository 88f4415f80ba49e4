"""The lines this product does not cross, each with the tests that would fail if it did.

The page 合规自证 is a reading of this file. A line is listed only when every test named
beside it exists (tests/test_promises.py looks for them); what belongs to parts that are not
built yet stands under COMING and is not claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Line:
    """One promise in plain words, how it is kept, and what proves it."""

    key: str
    words: StrPromise
    how: StrPromise
    tests: tuple[str, ...]  # "tests/test_privacy.py::test_x", looked up by a test
    kept_in: tuple[str, ...]  # the files that keep it; none of them reads a switch


@dataclass(frozen=True)
class Later:
    """A promise that cannot be claimed yet, because the part it is about is not there."""

    words: StrPromise
    why: StrPromise


LINES = (
    Line(
        "no-judgement",
        _("不给任何人打分、评级、贴标签、定风险等级，没有“重点人员”名单，不记录信仰和思想表现。"),
        _(
            "人员表里只有姓名、单位、岗位等栏目，没有评价人的栏目；统计只按单位、分类和时间，不按人。"
        ),
        (
            "tests/test_promises.py::test_a_person_has_these_columns_and_no_others",
            "tests/test_promises.py::test_no_table_judges_counts_or_times_a_person",
            "tests/test_promises.py::test_counts_are_of_units_subjects_and_weeks_never_of_people",
        ),
        (
            "lianxin/people/models.py",
            "lianxin/matters/figures/counts.py",
            "lianxin/reports/ledgers.py",
        ),
    ),
    Line(
        "no-points",
        _("没有积分，没有人员排名，不记学习时长，不打卡签到，不公布谁没有看、谁没有装。"),
        _("系统里没有这样的栏目和页面；提醒是否看过，只有收到提醒的人自己看得到。"),
        (
            "tests/test_promises.py::test_no_table_judges_counts_or_times_a_person",
            "tests/test_promises.py::test_no_page_ranks_people_or_takes_attendance",
            "lianxin/notices/tests/test_index.py::test_nobody_else_learns_what_one_has_read",
        ),
        ("lianxin/notices/access.py", "lianxin/notices/models.py"),
    ),
    Line(
        "anonymous",
        _("匿名反映查不到人：不用账号，不留网络地址、设备、语言和时分秒，只记到日期。"),
        _(
            "匿名入口的请求在进入系统前就去掉了来源信息，不使用浏览器标识；"
            "数据库里有约束，匿名件写不进姓名、账号和时间；回执码本身不保存，"
            "只保存核对用的摘要。"
        ),
        (
            "tests/test_privacy.py::test_nothing_of_an_anonymous_sender_is_kept",
            "tests/test_privacy.py::test_no_two_tables_join_to_a_person_or_a_minute",
            "tests/test_privacy.py::test_the_day_is_all_that_files_tell",
            "tests/test_promises.py::test_the_database_refuses_a_name_or_a_minute_on_an_anonymous_voice",
            "tests/test_promises.py::test_what_a_nameless_person_writes_keeps_the_day_alone",
        ),
        (
            "lianxin/kernel/anonymity.py",
            "lianxin/matters/models/voices.py",
            "lianxin/journal/models.py",
        ),
    ),
    Line(
        "small-groups",
        _("看不到明细的人，也看不到少于 5 件的分组数字，并且不能用合计减出来。"),
        _("所有页面、导出都用同一个程序隐去小数，连带隐去能反推的数；门槛写在程序里，不能调低。"),
        (
            "tests/test_promises.py::test_every_page_of_counts_hides_small_groups_in_one_place",
            "lianxin/reports/tests/test_summary.py::test_small_groups_are_hidden_from_who_sees_no_rows",
            "lianxin/reports/tests/test_summary.py::test_what_is_hidden_cannot_be_found_by_subtraction",
        ),
        ("lianxin/engines/disclosure/tables.py", "lianxin/reports/summary.py"),
    ),
    Line(
        "nobody-above",
        _("没有超级管理员。系统、安全、审计三个管理员各管一段，都看不到诉求和办理内容。"),
        _("每条数据由谁看、每个动作由谁做，只写在一处规则里，没有可以绕过规则的账号。"),
        (
            "tests/test_promises.py::test_there_is_no_superuser",
            "tests/test_promises.py::test_administrators_see_no_content",
            "tests/test_promises.py::test_administrators_find_no_content_by_searching",
            "tests/test_doors.py::test_door",
        ),
        (
            "lianxin/people/access.py",
            "lianxin/matters/access/voices.py",
            "lianxin/matters/access/matters.py",
        ),
    ),
    Line(
        "late-is-late",
        _("事后登记的标“补录”和日期，没有填的显示“未填”，不能手工添加或改动台账。"),
        _("台账是从办理过程中查出来的，没有“添加一行”；发生的日期和登记的日期分开记。"),
        (
            "lianxin/reports/tests/test_ledger.py::test_what_was_recorded_later_is_stamped",
            "lianxin/reports/tests/test_ledger.py::test_what_is_missing_is_shown_as_missing",
            "lianxin/reports/tests/test_ledger.py::test_no_page_adds_or_changes_a_row",
        ),
        ("lianxin/reports/ledgers.py",),
    ),
    Line(
        "closed-how",
        _("办结必须写明是怎么办结的，旁边列出反映人自己的评价；只有“实质性办结”才算解决。"),
        _("数据库里有约束，没有办结类型就不能办结；台账把办结类型和本人评价并排列出。"),
        (
            "tests/test_promises.py::test_a_closed_matter_says_how_it_was_closed",
            "tests/test_promises.py::test_only_what_was_settled_in_substance_counts_as_solved",
            "lianxin/reports/tests/test_ledger.py::test_how_it_was_closed_stands_beside_what_the_person_thinks",
        ),
        ("lianxin/matters/models/matters.py", "lianxin/reports/ledgers.py"),
    ),
    Line(
        "no-switch",
        _("以上各条没有开关，任何人（包括管理员）都不能在设置里关掉。"),
        _("全部设置项见安装文档；落实以上各条的程序不读取任何开关。"),
        (
            "tests/test_promises.py::test_no_setting_switches_a_line_off",
            "tests/test_promises.py::test_every_named_test_exists",
        ),
        ("lianxin/settings.py",),
    ),
)

COMING = (
    Later(
        _("关爱记录和咨询记录加密保存，领导和管理员都打不开，每次查看留痕。"),
        _("“帮”的部分尚未提供，系统里现在没有关爱记录。"),
    ),
    Later(
        _("涉及身心状况的统计，少于 10 人不显示。"),
        _("问卷和自测尚未提供，系统里现在没有这类统计。"),
    ),
    Later(
        _("问卷答案与答题人无法对应。"),
        _("问卷尚未提供。"),
    ),
)
