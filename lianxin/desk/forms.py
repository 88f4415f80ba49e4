"""What may be typed into the search box."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.engines.text.search import terms

LONGEST = 50


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("搜索"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("如：暖气 三号楼")}),
        error_messages={
            "required": _("请输入要找的词，如“暖气”“2026-00012”。"),
            "max_length": _("要找的词太长了，请不超过 50 个字。"),
            "null_characters_not_allowed": _("要找的词里有无法识别的字符，请重新输入。"),
        },
    )

    def clean_q(self) -> str:
        """Words parted by spaces; a row must have them all."""
        words: str = self.cleaned_data["q"]
        if not terms(words):
            raise forms.ValidationError(_("要找的词里没有看得见的字，请重新输入。"))
        return words
