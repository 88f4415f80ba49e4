"""The door keeper of uploads: a body that is far too large is not even read to the disk."""

from __future__ import annotations

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1 << 20


class BoundedUploads(FileUploadHandler):
    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[Any, Any] | None:
        most = max(settings.MAX_IMPORT_MB, 2 * settings.MAX_UPLOAD_MB) + 5
        if content_length > most * MEGABYTE:
            raise RequestDataTooBig
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
