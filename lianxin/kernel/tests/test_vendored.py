"""Files of others lie here unmodified, each with its sum and its licence."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent.parent
LISTS = ["lianxin/kernel/static/vendor", "tests/browser/vendor"]
ROW = re.compile(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", re.M)


def sums(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "VENDOR.md"
    }


@pytest.mark.parametrize("folder", LISTS)
def test_each_file_is_listed_and_unmodified(folder):
    listed = dict(ROW.findall((PROJECT / folder / "VENDOR.md").read_text(encoding="utf-8")))
    assert listed == sums(PROJECT / folder)


@pytest.mark.parametrize("folder", LISTS)
def test_each_list_names_version_and_licence(folder):
    text = (PROJECT / folder / "VENDOR.md").read_text(encoding="utf-8")
    assert re.search(r"^## \S+ \d+\.\d+\.\d+$", text, re.M)
    assert any("LICENSE" in name for name in sums(PROJECT / folder))


def test_every_icon_asked_for_by_name_is_here():
    """Take its file from bootstrap-icons and add its line to VENDOR.md."""
    have = {p.stem for p in (PROJECT / LISTS[0] / "bootstrap-icons").glob("*.svg")}
    asked = {
        name
        for page in (PROJECT / "lianxin").rglob("*.html")
        for name in re.findall(r"""(?:{% icon |icon_name=)["']([\w-]+)["']""", page.read_text())
    }
    assert asked
    assert asked <= have


def test_no_icon_lies_here_that_no_page_names():
    """Remove its file and its line in VENDOR.md."""
    sources = [
        path.read_text(encoding="utf-8")
        for kind in ("*.html", "*.py")
        for path in (PROJECT / "lianxin").rglob(kind)
        if "tests" not in path.parts
    ]
    named = set(re.findall(r"""["']([a-z0-9-]+)["']""", "\n".join(sources)))
    have = {p.stem for p in (PROJECT / LISTS[0] / "bootstrap-icons").glob("*.svg")}
    assert have <= named
