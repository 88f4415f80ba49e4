"""May this file be kept? The engine decides by content; here it is said to people in words."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.engines.uploads import Fault, Limits, Upload, UploadRefused, inspect, strip_metadata
from lianxin.kernel.errors import Refused

MEGABYTE = 1 << 20
LEAST_FREE = 200 * MEGABYTE

# What can be rid of every trace of its maker. From a person who gave no name nothing else is
# taken: a recording or a scan keeps place, device and author where nobody looks for them.
WITHOUT_TRACES = frozenset({"jpg", "png", "gif", "webp", "docx", "xlsx", "pptx", "txt", "csv"})

_SENTENCES = {
    Fault.EMPTY: gettext_lazy("文件是空的，请重新选择。"),
    Fault.TOO_BIG: gettext_lazy("文件有 %(size)s MB，单个不能超过 %(limit)s MB，请压缩后再传。"),
    Fault.EXECUTABLE: gettext_lazy("这是程序文件，不能上传。"),
    Fault.SCRIPT: gettext_lazy("这是脚本文件，不能上传。"),
    Fault.HTML: gettext_lazy("这是网页文件，不能上传；请改传截图或 PDF。"),
    Fault.SVG: gettext_lazy("不收 SVG 图片，请另存为 PNG 或 JPG 后再传。"),
    Fault.MACROS: gettext_lazy("文件带有宏，不能上传；请另存为不带宏的格式后再传。"),
    Fault.DANGEROUS_INSIDE: gettext_lazy("压缩包里的“%(inside)s”不能上传，请去掉后重新打包。"),
    Fault.LOCKED: gettext_lazy("文件设有密码，无法检查；请取消密码后再传。"),
    Fault.UNKNOWN: gettext_lazy("认不出文件的格式，请改传照片、Word、Excel 或 PDF。"),
    Fault.NOT_ALLOWED: gettext_lazy("这里不收 %(extension)s 文件。"),
    Fault.DAMAGED: gettext_lazy("文件已损坏，打不开；请重新保存后再传。"),
    Fault.BOMB: gettext_lazy("文件展开后过大，未予接收；请拆分后再传。"),
    Fault.TOO_MANY_PIXELS: gettext_lazy("图片尺寸过大，请缩小后再传。"),
}


@dataclass
class Received:
    """A file found fit to be kept, already without what it tells of its maker.

    Its name may be changed before it is kept.
    """

    name: str
    upload: Upload
    content: bytes
    stripped: bool


def receive(uploaded: UploadedFile[Any], *, nameless: bool) -> Received:
    """Look at a file and clean it, or say Refused, with a sentence for who chose it.

    This is the slow half of taking a file in; forms do it before anything is locked.
    """
    stream: IO[bytes] | None = uploaded.file
    assert stream is not None
    stream.seek(0)
    limits = limits_for(nameless=nameless)
    try:
        upload = inspect(stream, uploaded.name or "", limits=limits)
        result = strip_metadata(stream, limits=limits)
    except UploadRefused as error:
        if nameless and error.code is Fault.NOT_ALLOWED:
            raise Refused(unclean()) from error
        raise Refused(explain(error)) from error
    if nameless and not result.stripped:
        raise Refused(unclean())
    return Received(upload.name, upload, result.content, result.stripped)


def limits_for(*, nameless: bool) -> Limits:
    size = settings.MAX_UPLOAD_MB * MEGABYTE
    return Limits(max_size=size, extensions=WITHOUT_TRACES) if nameless else Limits(max_size=size)


def explain(error: UploadRefused) -> str:
    facts = {
        key: _megabytes(value) if isinstance(value, int) else value
        for key, value in error.facts.items()
    }
    sentence: str = str(_SENTENCES[error.code]) % facts
    return sentence


def insist_on_space(folder: Path) -> None:
    if shutil.disk_usage(folder).free < LEAST_FREE:
        raise Refused(_("服务器存储空间不足，暂时收不了文件。请先提交文字，并告知系统管理员。"))


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0")


def unclean() -> str:
    return _(
        "匿名反映只收能清除作者、地点和设备信息的文件：照片、Word、Excel、PPT 和文本。"
        "录音、录像、PDF 等请改用截图或文字说明。"
    )
