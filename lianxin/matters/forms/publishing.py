"""The result as everybody will read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.matters.actions.publishing import Result
from lianxin.matters.forms.public import LONGEST_MESSAGE, LongText
from lianxin.matters.models import Matter
from lianxin.matters.names import telling
from lianxin.matters.speakers import speakers_named


class PublishForm(forms.Form):
    """What still looks like a person must be confirmed; the speaker's own name never passes."""

    title = forms.CharField(label=gettext_lazy("公开标题"), max_length=200)
    problem = LongText(most=LONGEST_MESSAGE, rows=4, label=gettext_lazy("反映的问题"))
    result = LongText(most=LONGEST_MESSAGE, rows=6, label=gettext_lazy("办理结果"))
    confirmed = forms.BooleanField(
        label=gettext_lazy("已逐条核对，系统列出的内容可以公开"),
        required=False,
        help_text=gettext_lazy("没有列出可能涉及个人的内容时不用勾选。"),
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        self.found: list[str] = []

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        texts = [values.get(name, "") for name in ("title", "problem", "result")]
        if speakers_named(self.matter, "\n".join(texts)):
            raise forms.ValidationError(_("文字里有反映人的姓名或联系方式，请改掉后再公开。"))
        self.found = list(dict.fromkeys(one.text for text in texts for one in telling(text)))
        if self.found and not values.get("confirmed"):
            message = _("以下内容可能涉及个人：%(found)s。请改掉，或核对后勾选确认。")
            self.add_error("confirmed", message % {"found": "、".join(self.found)})
        return values

    def result_to_publish(self) -> Result:
        values = self.cleaned_data
        return Result(values["title"], values["problem"], values["result"])
