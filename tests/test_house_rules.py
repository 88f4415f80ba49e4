"""Rules of the house that a linter does not know. Each says what to do instead."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
ROOT = PROJECT / "lianxin"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NO_RULE_OF_ITS_OWN = {
    "raise_anonymously": "anyone may raise a voice, and nobody is asked who they are",
    "tell": "a part of other deeds, which have asked their own rule",
    "attach": "a part of other deeds, which have asked their own rule",
    "keep_as_sent": "a part of other deeds, which have asked their own rule",
    "take_rows": "a part of an import, whose start has asked the rule",
    "finish": "the end of an import, whose start has asked the rule",
    "enqueue": "a part of other deeds, which have asked their own rule",
    "save_draft": "touches only the writer's own draft, and asks may_save_draft",
    "discard": "a part of other deeds, which have asked their own rule",
    "write_by_code": "whoever holds the receipt may; can_be_written says when",
    "rate_by_code": "whoever holds the receipt may; can_be_rated says when",
    "reopen_by_code": "whoever holds the receipt may; can_be_reopened says when",
    "mark_seen_by_person": "a part of opening a page whose rule has been asked",
    "mark_seen_by_office": "a part of opening a page whose rule has been asked",
    "mark_read": "touches only the reader's own rows",
    "found": "the first deed of a site: nobody is there yet to ask a rule about",
    "sign_in_failed": "nobody knows who it was",
}
OUTER = ("views", "forms", "figures")


def modules(*names: str) -> list[Path]:
    """Files called NAME.py and files inside packages called NAME."""
    found = [p for n in names for p in (*ROOT.glob(f"*/{n}.py"), *ROOT.glob(f"*/{n}/*.py"))]
    return sorted(p for p in found if p.name != "__init__.py")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts)


def source(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def called(*names: str, tree: ast.AST) -> list[ast.Call]:
    """Every call name("…") in TREE."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    return [n for n in calls if getattr(n.func, "id", getattr(n.func, "attr", "")) in names]


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(*OUTER), ids=ids)
def test_outer_modules_query_only_through_visible_to(path):
    """Write Model.objects.visible_to(user)…, or get_visible(Model, user, pk=…).

    Reference data that is open to all (open_to_all = True) may be read freely.
    """
    tree, allowed, seen = source(path), set(), []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("visible_to"):
            allowed.add(node.value)
        if isinstance(node, ast.Attribute) and node.attr in (
            "objects",
            "_default_manager",
            "_base_manager",
        ):
            seen.append(node)
    open_models = {
        *("Unit", "Category", "Publication", "SpecialDay", "Mapping", "JobRun"),
        "LearnedModel",
    }
    guilty = [
        f"line {n.lineno}"
        for n in seen
        if n not in allowed and getattr(n.value, "id", "") not in open_models
    ]
    assert not guilty


DEEDS = [
    (dotted(path), name)
    for path in modules("actions")
    for name, deed in vars(import_module(dotted(path))).items()
    if inspect.isfunction(deed) and deed.__module__ == dotted(path) and not name.startswith("_")
]


@pytest.mark.parametrize(("module", "name"), DEEDS)
def test_every_action_names_its_actor_and_asks_its_rule(module, name):
    """def <deed>(…, *, by) is atomic, asks require(access.may_<deed>(by …)) and records."""
    deed = getattr(import_module(module), name)
    code = inspect.getsource(deed)
    assert "@transaction.atomic" in code
    if name in NO_RULE_OF_ITS_OWN:
        return
    assert "record(" in code or "line(" in code, "leaves no trace in the journal"
    assert inspect.signature(deed).parameters["by"].kind is inspect.Parameter.KEYWORD_ONLY
    assert re.search(rf"require\(\s*\w*access\.may_{name}\(\s*by\b", code)


def test_templates_do_not_switch_escaping_off():
    """Use format_html in Python for the rare piece of markup made by code."""
    guilty = [
        str(p)
        for p in ROOT.rglob("*.html")
        if "|safe" in p.read_text() or "autoescape off" in p.read_text()
    ]
    assert not guilty


def test_templates_have_no_inline_script_or_style():
    """Scripts and styles are files; a strict CSP refuses the rest."""
    inline = re.compile(
        r"<script(?![^>]*(src=|application/json))|<style|\sstyle=|\son[a-z]+=\"|hx-on"
    )
    guilty = [str(p) for p in ROOT.rglob("*.html") if inline.search(p.read_text())]
    assert not guilty


PAGES_FREE_OF_SESSION = sorted(
    p for p in ROOT.rglob("templates/**/*.html") if "public.html" in p.read_text()
)


@pytest.mark.parametrize("path", PAGES_FREE_OF_SESSION, ids=ids)
def test_anonymous_pages_ask_for_no_cookie(path):
    """A page that extends public.html has no csrf_token: it would set a cookie."""
    assert "csrf_token" not in path.read_text()


@pytest.mark.parametrize(
    "path",
    sorted(
        p
        for p in ROOT.rglob("*.py")
        if not {"tests", "migrations", "engines", "env.py"} & set(p.parts)
    ),
    ids=ids,
)
def test_every_chinese_string_is_marked_for_translation(path):
    """Write _("…"). Docstrings and env help texts are for us, not for the user."""
    tree = source(path)
    marked = {
        part
        for call in called("_", "gettext", "gettext_lazy", "ngettext", "pgettext", tree=tree)
        for argument in call.args
        for part in ast.walk(argument)
    }
    marked |= {
        part
        for call in called("text", "flag", "words", "number", "secret", "database", tree=tree)
        for part in ast.walk(call)
    }
    marked |= {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert not [
        n.value
        for n in texts
        if CHINESE.search(n.value) and n not in marked and "# data" not in lines[n.lineno - 1]
    ]


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.html")), ids=ids)
def test_every_chinese_word_in_a_template_is_marked(path):
    """Write {% translate "…" %} or {% blocktranslate %}…{% endblocktranslate %}."""
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", path.read_text(), flags=re.S)
    text = re.sub(r"{% comment.*?{% endcomment %}", "", text, flags=re.S)
    assert not CHINESE.search(re.sub(r"{[%#].*?[%#]}|{{.*?}}", "", text))


@pytest.mark.parametrize(
    "app",
    sorted(
        {p.relative_to(ROOT).parts[0] for p in modules("verbs")}
        | {p.parent.name for p in ROOT.glob("*/verbs.py")}
    ),
)
def test_every_deed_can_be_told(app):
    """A verb given to record() or tell() has its sentence in the app's verbs."""
    verbs = import_module(f"lianxin.{app}.verbs")
    told = set(verbs.VERBS) | set(getattr(verbs, "NOTICES", {}))
    used = set()
    for path in ROOT.glob(f"{app}/**/*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for call in called("record", "line", "tell", "tell_each", tree=source(path)):
            used |= {
                a.value
                for a in call.args
                if isinstance(a, ast.Constant) and isinstance(a.value, str) and "." in a.value
            }
    assert used == told


@pytest.mark.parametrize(
    "path",
    sorted(p for p in ROOT.rglob("*.py") if not {"tests", "migrations"} & set(p.parts)),
    ids=ids,
)
def test_files_and_functions_stay_small(path):
    """Split a file by noun before 400 lines, a function before 40."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40
    ]
    assert not long
