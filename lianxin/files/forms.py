"""The field with which several files are chosen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.engines.uploads import TYPES, safe_name
from lianxin.files import inspection
from lianxin.files.inspection import Received
from lianxin.kernel.errors import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST = 5
TIMES_TOGETHER = 2  # all files of a form together: as much as so many of the largest


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class AttachmentsField(forms.Field):
    """Its value is a list of received files, each fit for files.actions.attach.

    NAMELESS is for the doors without an account: only what can be cleaned wholly is taken.
    """

    def __init__(self, *, nameless: bool = False, most: int = MOST, **kwargs: Any) -> None:
        self.nameless, self.most = nameless, most
        kwargs.setdefault("label", gettext_lazy("附件"))
        kwargs.setdefault("required", False)
        widget = SeveralFiles(attrs={"accept": _accepted(nameless)})
        super().__init__(widget=widget, help_text=_advice(nameless, most), **kwargs)

    def clean(self, value: Any) -> list[Received]:
        found = value if isinstance(value, list) else [value]
        files = [file for file in found if isinstance(file, UploadedFile)]
        self.validate(files)
        received, faults = [], []
        for file in files:
            try:
                received.append(inspection.receive(file, nameless=self.nameless))
            except Refused as refused:
                faults.append(_named(file, refused))
        if faults:
            raise forms.ValidationError(faults)
        return received

    def validate(self, value: list[UploadedFile[Any]]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(_("一次最多 %(most)s 个附件。"), params={"most": self.most})
        together = settings.MAX_UPLOAD_MB * TIMES_TOGETHER
        if sum(file.size or 0 for file in value) > together * inspection.MEGABYTE:
            raise forms.ValidationError(
                _("附件合计不能超过 %(limit)s MB。"), params={"limit": together}
            )


def _named(file: UploadedFile[Any], refused: Refused) -> str:
    name = safe_name(file.name or "", 40)
    return _("“%(name)s”：%(reason)s") % {"name": name, "reason": refused}


def _advice(nameless: bool, most: int) -> StrPromise:
    if nameless:
        words = gettext_lazy(
            "最多 {most} 个，每个不超过 {limit} MB。可以是照片、Word、Excel、PPT 或文本；"
            "其中的作者、拍摄地点和设备信息会自动清除。"
        )
    else:
        words = gettext_lazy(
            "最多 {most} 个，每个不超过 {limit} MB。可以是照片、录音、录像、Word、Excel、PDF 等；"
            "照片的拍摄地点和设备信息会自动清除。"
        )
    return format_lazy(words, most=most, limit=settings.MAX_UPLOAD_MB)


def _accepted(nameless: bool) -> str:
    """For the file dialogue: a phone that sees no HEIC here sends its photographs as JPEG."""
    wanted = inspection.WITHOUT_TRACES if nameless else TYPES.keys() - {"heic"}
    endings = {e for name in wanted for e in (name, *TYPES[name].also)}
    return ",".join(f".{ending}" for ending in sorted(endings))
