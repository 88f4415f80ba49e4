"""The pieces of the look, and what they say in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import timezone
from django.utils.translation import override

from lianxin.kernel.templatetags import ui
from lianxin.kernel.tests.sample import SampleForm
from lianxin.queue.models import Job


def drawn(template: str, **context) -> str:
    return engines["django"].from_string(template).render(context)


def test_an_icon_is_drawn_into_the_page_and_not_read_out():
    svg = drawn('{% icon "house" %}')
    assert svg.startswith('<svg aria-hidden="true"')
    assert 'class="ic bi bi-house"' in svg
    assert "<path" in svg


@pytest.mark.parametrize("name", ["nothing", "../../../settings", ""])
def test_an_icon_that_is_not_there_is_said_aloud(name):
    with pytest.raises(LookupError, match=r"VENDOR\.md"):
        ui.icon(name)


def test_a_badge_says_its_state_by_word_and_icon_not_by_colour_alone():
    html = drawn("{{ row|state_badge }}", row=Job(state="failed"))
    assert "tag-danger" in html
    assert "失败" in html
    assert "<svg" in html


@pytest.mark.parametrize(
    ("state", "tone"), [("queued", "warning"), ("running", "primary"), ("done", "success")]
)
def test_states_have_their_tones(state, tone):
    assert f"tag-{tone}" in ui.state_badge(Job(state=state))


def test_an_unknown_state_is_quiet():
    assert "tag-secondary" in ui.state_badge(Job(state="cancelled"))


def test_what_people_write_is_never_markup():
    html = drawn("{{ text|paragraphs }}", text="一\n二\n\n<script>三</script>")
    assert html == "<p>一<br>二</p>\n\n<p>&lt;script&gt;三&lt;/script&gt;</p>"
    assert drawn("{{ text|paragraphs }}", text=None) == ""
    assert "<b>" not in drawn("{% badge text %}", text="<b>x</b>")


SHANGHAI_EVENING = dt.datetime(2026, 11, 22, 16, 30, tzinfo=dt.UTC)  # the 23rd in Shanghai


def test_days_and_moments_are_those_of_the_site():
    assert ui.day(SHANGHAI_EVENING) == "2026-11-23"
    assert ui.moment(SHANGHAI_EVENING) == "2026-11-23 00:30"
    assert ui.day(dt.date(2026, 1, 2)) == ui.moment(dt.date(2026, 1, 2)) == "2026-01-02"
    assert ui.day(None) == ui.moment(None) == ""


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-3, "已超 3 天", "danger"),
        (0, "今天到期", "warning"),
        (2, "还剩 2 天", "warning"),
        (3, "还剩 3 天", "secondary"),
    ],
)
def test_a_countdown_counts_the_days_of_the_calendar(days, words, tone):
    html = ui.countdown(timezone.localdate() + dt.timedelta(days=days))
    assert words in html
    assert f"tag-{tone}" in html


def test_a_term_that_ended_an_hour_ago_is_over_today():
    noon = timezone.localtime().replace(hour=12, minute=0)
    assert "还剩 1 天" in ui.countdown(noon + dt.timedelta(days=1))
    assert "已超 1 天" in ui.countdown(noon - dt.timedelta(days=1))
    start_of_day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert "今天已到期" in ui.countdown(start_of_day)
    assert ui.countdown(None) == ""


def test_numbers_are_grouped():
    assert ui.number(1180) == "1,180"
    assert ui.number(None) == ""


FIELD = '{% include "ui/_field.html" with field=field %}'


def test_a_field_ties_its_label_help_and_error_to_its_control():
    form = SampleForm({"title": "长" * 70})
    html = drawn(FIELD, field=form["title"])
    assert '<label class="form-label" for="id_title">标题' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_error"' in html
    assert "最多 60 个字，现在有 70 个。" in html
    assert 'class="form-control is-invalid"' in html
    assert "必填" in html


def test_a_field_that_may_stay_empty_has_no_mark():
    assert "必填" not in drawn(FIELD, field=SampleForm()["number"])


@pytest.mark.parametrize("name", ["urgency", "kinds"])
def test_several_boxes_are_one_question_with_a_name(name):
    form = SampleForm({})
    html = drawn(FIELD, field=form[name])
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count("form-check-input") == 2
    assert f'for="id_{name}_0"' in html
    assert f'aria-describedby="{form[name].aria_describedby}"' in html


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("title", "请填写。"),
        ("unit", "请选择。"),
        ("kinds", "请至少选择一项。"),
        ("agree", "请先勾选。"),
        ("day", "请填写。"),
    ],
)
def test_what_is_missing_is_asked_for_in_plain_words(name, words):
    assert SampleForm({}).errors[name] == [words]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("day", "明天", "请填写日期，如 2026-11-23。"),
        ("number", "两三个", "请填写整数。"),
        ("unit", "9", "请从列出的选项中选择。"),
        ("kinds", "9", "请从列出的选项中选择。"),
        ("text", "a\x00b", "含有无法保存的字符，请删去后再提交。"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(name, value, words):
    assert SampleForm({name: value}).errors[name] == [words]


def test_the_summary_of_errors_leads_to_the_fields():
    html = drawn('{% include "ui/_form_errors.html" with form=form %}', form=SampleForm({}))
    assert "有内容需要修改" in html
    assert '<a href="#id_title">标题</a>：请填写。' in html
    assert "标题与内容不能相同。" in html
    assert "data-focus" in html
    assert drawn('{% include "ui/_form_errors.html" %}', form=SampleForm()).strip() == ""


def test_a_form_asks_for_no_token_so_that_public_pages_can_use_it():
    html = drawn('{% include "ui/_form.html" with form=form submit="提交" %}', form=SampleForm())
    assert "csrf" not in html
    assert '<button class="btn btn-primary">提交</button>' in html
    assert 'type="hidden" name="hidden"' in html


def test_what_is_the_same_for_everybody_is_drawn_once_a_language():
    template = engines["django"].from_string(
        '{% once %}{% translate "保存" %}{{ who }}{% endonce %}'
    )
    first = template.render({"who": "李强"})
    assert first == template.render({"who": "陈静"})
    assert "李强" not in first  # nothing of a page can stay in it
    with override("en"):
        template.render({})
    assert template.render({}) == first


def test_a_block_inside_once_is_refused():
    with pytest.raises(TemplateSyntaxError, match="once"):
        drawn("{% once %}{% block main %}{% endblock %}{% endonce %}")
