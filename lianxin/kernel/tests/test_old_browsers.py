"""Chromium 86 is the floor: offices still use browsers built on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
STYLES = sorted(p for p in PROJECT.rglob("static/**/*.css") if "vendor" not in p.parts)
SCRIPTS = sorted(p for p in PROJECT.rglob("static/**/*.js") if "vendor" not in p.parts)
TOO_NEW_FOR_STYLES = [
    r":has\(",
    r":is\(",
    r":where\(",
    r"color-mix\(",
    r"@layer",
    r"@container",
    r"\boklch\(",
    r"\binset:",
    r"aspect-ratio:",
    r"\d[dsl]v[hw]\b",
    r"text-wrap:",
    r"^\s*&",
    r"overflow(-[xy])?: *clip",
]
TOO_NEW_FOR_SCRIPTS = [
    r"\.at\(",
    r"structuredClone",
    r"Object\.hasOwn",
    r"#\w+ *[=(;]",
    r"\bimport\b",
]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_use_only_what_chromium_86_has(path):
    text = path.read_text(encoding="utf-8")
    assert [new for new in TOO_NEW_FOR_STYLES if re.search(new, text, re.M)] == []
    assert not re.search(r"url\((?![\"']?data:)|@import", text), "nothing is fetched by a style"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_use_only_what_chromium_86_has(path):
    text = path.read_text(encoding="utf-8")
    assert [new for new in TOO_NEW_FOR_SCRIPTS if re.search(new, text)] == []
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", text)


def test_there_is_little_script_of_our_own():
    assert SCRIPTS
    assert sum(path.read_text(encoding="utf-8").count("\n") for path in SCRIPTS) <= 200
