"""Nothing we serve needs a browser newer than Chromium 86, the floor of the offices we serve.

Those browsers are not at hand, so what they do not know is looked for by name. A rule that an
old browser does not understand is silently left out, and a script with it does not run at all.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOOR = 86
STYLES = {  # what, as it is written, and the Chromium that first knew it
    ":has()": (r":has\(", 105),
    ":is()": (r":is\(", 88),
    ":where()": (r":where\(", 88),
    ":not() with a list": (r":not\([^()]*,", 88),
    "color-mix()": (r"color-mix\(", 111),
    "lab, oklch and their like": (r"\b(?:oklch|oklab|lch|lab)\(", 111),
    "light-dark()": (r"light-dark\(", 123),
    "@layer": (r"@layer\b", 99),
    "@container": (r"@container\b", 105),
    "@scope": (r"@scope\b", 118),
    "nesting": (r"(?:^|[{};])\s*&", 112),
    "inset": (r"(?:^|[{;\s])inset(?:-inline|-block)?(?:-start|-end)?\s*:", 87),
    "margin-inline and its like": (r"(?:margin|padding|border)-(?:inline|block)\s*:", 87),
    "aspect-ratio": (r"(?:^|[{;\s])aspect-ratio\s*:", 88),
    "accent-color": (r"accent-color\s*:", 93),
    "text-wrap": (r"text-wrap\s*:", 114),
    "scrollbar-gutter": (r"scrollbar-gutter\s*:", 94),
    "overflow: clip": (r"overflow(?:-[xy])?\s*:\s*clip", 90),
    "new units of the window": (r"\d(?:d|s|l)v[hwib]\b", 108),
    "units of the container": (r"\d(?:cqw|cqh|cqi)\b", 105),
    "line-height unit": (r"\d(?:lh|rlh)\b", 109),
    "media ranges": (r"@media[^{]*[<>]", 104),
    "individual transforms": (r"(?:^|[{;\s])(?:translate|rotate|scale)\s*:", 104),
    "field-sizing": (r"field-sizing\s*:", 123),
}
SCRIPTS = {
    "??= ||= &&=": (r"(?:\?\?|\|\||&&)=", 85),  # known at 86; listed to say so
    ".at()": (r"\.at\(", 92),
    "structuredClone": (r"\bstructuredClone\(", 98),
    "Object.hasOwn": (r"\bObject\.hasOwn\(", 93),
    "findLast": (r"\.findLast(?:Index)?\(", 97),
    "toSorted and its like": (r"\.to(?:Sorted|Reversed|Spliced)\(", 110),
    "Object.groupBy": (r"\b(?:Object|Map)\.groupBy\(", 117),
    "top-level await": (r"^await\b", 89),
    "private methods": (r"^\s*(?:static\s+|async\s+|get\s+)?#\w+\s*\(", 84),
    "#x in object": (r"#\w+\s+in\s", 91),
    "static blocks": (r"\bstatic\s*\{", 94),
    "crypto.randomUUID": (r"\brandomUUID\(", 92),
    "replaceChildren": (r"\.replaceChildren\(", 86),
    "popover": (r"\.(?:showPopover|hidePopover|togglePopover)\(", 114),
    "Element.setHTML": (r"\.setHTML\(", 124),
    "Array.fromAsync": (r"\bArray\.fromAsync\(", 121),
    "the last flags of patterns": (r"/[gimsuy]*[dv][gimsuy]*\.(?:test|exec)\(", 90),
    "AbortSignal.timeout": (r"\bAbortSignal\.(?:timeout|any)\(", 103),
}
COMMENTS = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)


def of_ours(kind: str) -> list[Path]:
    found = sorted(ROOT.glob(f"lianxin/*/static/**/*.{kind}"))
    return [path for path in found if "vendor" not in path.parts]


def too_new(text: str, newer: dict[str, tuple[str, int]]) -> list[str]:
    bare = COMMENTS.sub("", text)
    return [
        f"{what} needs Chromium {since}"
        for what, (written, since) in newer.items()
        if since > FLOOR and re.search(written, bare, re.MULTILINE)
    ]


@pytest.mark.parametrize("path", of_ours("css"), ids=lambda path: path.name)
def test_styles_are_understood_by_the_oldest_browser(path):
    assert too_new(path.read_text(encoding="utf-8"), STYLES) == []


@pytest.mark.parametrize("path", of_ours("js"), ids=lambda path: path.name)
def test_scripts_run_in_the_oldest_browser(path):
    assert too_new(path.read_text(encoding="utf-8"), SCRIPTS) == []


def test_there_is_something_to_look_at():
    assert {path.name for path in of_ours("css")} >= {"app.css", "voices.css"}
    assert {path.name for path in of_ours("js")} >= {"app.js", "theme.js"}


@pytest.mark.parametrize(
    ("written", "newer"),
    [
        (".card:has(.alert) { color: red; }", STYLES),
        (".a:is(.b, .c) { color: red; }", STYLES),
        (".a { & .b { color: red; } }", STYLES),
        (".a { inset: 0; }", STYLES),
        (".a { height: 100dvh; }", STYLES),
        (".a { color: color-mix(in srgb, red, blue); }", STYLES),
        ("@media (width >= 600px) { .a { color: red; } }", STYLES),
        ("var last = all.at(-1);", SCRIPTS),
        ("var copy = structuredClone(row);", SCRIPTS),
        ("await ready();", SCRIPTS),
    ],
)
def test_what_is_too_new_is_found(written, newer):
    assert too_new(written, newer)


@pytest.mark.parametrize(
    ("written", "newer"),
    [
        (".a { inset-known: 0; min-height: calc(100vh - 44px); gap: 4px; }", STYLES),
        ("/* not :has() */ .dense:not(.stays) td { color: red; }", STYLES),
        ("// no .at() here\nvar kept = text.replaceAll('a', 'b') ?? '';", SCRIPTS),
    ],
)
def test_what_is_old_enough_is_left_alone(written, newer):
    assert too_new(written, newer) == []
