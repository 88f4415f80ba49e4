"""Files people send: what they are, whether they may be kept, and without their makers' traces.

Everything goes by content; a name or a declared type is only ever compared with it.
"""

from lianxin.engines.uploads.inspecting import inspect
from lianxin.engines.uploads.metadata import Left, Stripped, strip_metadata
from lianxin.engines.uploads.model import TYPES, Fault, Kind, Limits, Type, Upload, UploadRefused
from lianxin.engines.uploads.names import safe_name

__all__ = [
    "TYPES",
    "Fault",
    "Kind",
    "Left",
    "Limits",
    "Stripped",
    "Type",
    "Upload",
    "UploadRefused",
    "inspect",
    "safe_name",
    "strip_metadata",
]
