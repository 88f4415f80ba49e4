"""``python -m lianxin text …``: the text engine on any spreadsheet, without a site or database."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from lianxin.engines.text.command import main as text

TREE = Path(__file__).parent / "matters" / "categories.toml"


def main() -> None:
    """`lianxin text …`; all else belongs to manage.py."""
    words = sys.argv[1:]
    if words[:1] == ["text"]:
        words = words[1:]
    elif words and words[0] not in {"-h", "--help"}:
        sys.stderr.write("lianxin text mask|classify|near|hot|reply|keywords|terms <in> <out>\n")
        sys.exit(text.NOT_UNDERSTOOD)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # names in old encodings
    today = dt.datetime.now().astimezone().date()
    sys.exit(text.main(words or ["--help"], today=today, tree=TREE))


if __name__ == "__main__":
    main()
