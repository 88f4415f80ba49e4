"""What is asked of a person who puts in a spreadsheet: the file, then what its columns are."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.errors import Refused
from lianxin.matters.columns import Field
from lianxin.matters.models import Import
from lianxin.matters.sheets import Looked, look
from lianxin.people.duties import HANDLING
from lianxin.people.forms import UnitField
from lianxin.people.models import Unit, User

EXAMPLES = 2


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text=format_lazy(
            gettext_lazy(
                "xlsx、xls 或 csv，不超过 {limit} MB。第一行（或标题下面一行）是各列的名称。"
            ),
            limit=settings.MAX_IMPORT_MB,
        ),
        error_messages={
            "required": gettext_lazy("请选择文件。"),
            "empty": gettext_lazy("文件是空的，请重新选择。"),
        },
    )
    unit = UnitField(
        help_text=gettext_lazy("表格里没有单位、或单位对不上的，归入这里。"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        served = Unit.objects.served_by(user, *HANDLING).open()
        self.fields["unit"].queryset = served  # type: ignore[attr-defined]
        self.fields["unit"].initial = served.order_by("path").first()
        self.looked: Looked | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.looked = look(file.file, file.name)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return file


class MappingForm(forms.Form):
    """One choice for each column of the sheet, and where the sheet comes from."""

    source = forms.CharField(
        label=gettext_lazy("来源系统"),
        max_length=60,
        help_text=gettext_lazy(
            "如“12345 热线”。同一来源、同一编号的只收一次，所以每次请填得一样。"
        ),
        error_messages={"required": gettext_lazy("请填写表格来自哪个系统。")},
    )

    def __init__(self, *args: Any, run: Import, guess: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        chosen = {place: name for name, place in guess.items()}
        for place, heading in enumerate(run.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or _("第 %(number)s 列") % {"number": place + 1},
                choices=[("", _("不导入")), *Field.choices],
                initial=chosen.get(place, ""),
                required=False,
                error_messages={"invalid_choice": _("请从列表中选择这一列是什么。")},
            )

    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each choice with the first cells of its column that say anything."""
        return [
            (self[f"column_{place}"], [text for text in cells if text][:EXAMPLES])
            for place, cells in enumerate(self._cells())
        ]

    def preview(self) -> list[list[tuple[str, str]]]:
        """The first rows, each cell with its heading."""
        return [list(zip(self.run.headings, row, strict=False)) for row in self.run.sample]

    def _cells(self) -> list[list[str]]:
        places = range(len(self.run.headings))
        return [[row[n] for row in self.run.sample if n < len(row)] for n in places]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        places = range(len(self.run.headings))
        given = [(values.get(f"column_{place}"), place) for place in places]
        chosen = [(name, place) for name, place in given if name]
        for name, count in Counter(name for name, place in chosen).items():
            if count > 1:
                label = Field(name).label
                raise forms.ValidationError(
                    _("“%(name)s”对应了 %(count)s 列，请只留一列。"),
                    params={"name": label, "count": count},
                )
        columns = {str(name): place for name, place in chosen}
        if Field.BODY not in columns:
            raise forms.ValidationError(_("请指出哪一列是“内容”。"))
        if Field.REPLIED in columns and Field.REPLY not in columns:
            raise forms.ValidationError(_("有“答复时间”，请同时指出“答复内容”。"))
        return {"source": values.get("source", ""), "columns": columns}
