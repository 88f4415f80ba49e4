"""Other people's spreadsheets: opened by content, read row by row, every flaw said.

Start at `open_table`. Nothing here writes, and no formula is ever evaluated.
"""

from lianxin.engines.sheets.header import name_of
from lianxin.engines.sheets.model import (
    Fault,
    Flaw,
    Format,
    Limits,
    Note,
    Notes,
    Row,
    SheetRefused,
    Table,
    Value,
)
from lianxin.engines.sheets.opening import open_table

__all__ = [
    "Fault",
    "Flaw",
    "Format",
    "Limits",
    "Note",
    "Notes",
    "Row",
    "SheetRefused",
    "Table",
    "Value",
    "name_of",
    "open_table",
]
