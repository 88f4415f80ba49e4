"""The docs say what the code does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db.models import Choices

from lianxin import __version__, env

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs"


def house_models():
    return [m for m in apps.get_models() if m.__module__.startswith("lianxin.")]


def test_every_setting_is_in_the_table():
    """Paste the output of env.as_markdown() into docs/ops/settings.md."""
    said = (DOCS / "ops" / "settings.md").read_text(encoding="utf-8")
    for name, variable in env.ASKED.items():
        assert f"| `{name}` |" in said, name
        assert variable.help in said, name


def test_every_model_is_in_the_glossary():
    """A line | 中文 | `Code` | for each model."""
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    missing = [
        f"{m._meta.verbose_name} {m.__name__}"
        for m in house_models()
        if not re.search(
            rf"\| {re.escape(str(m._meta.verbose_name))} \| `{m.__name__}` \|", glossary
        )
    ]
    assert not missing


def every_choice() -> list[type[Choices]]:
    found, waiting = [], list(Choices.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("lianxin."):
            found.append(kind)
    return sorted(found, key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("kind", every_choice(), ids=lambda kind: kind.__qualname__)
def test_every_state_and_kind_is_in_the_glossary(kind):
    """A line | 标签 | `Class.NAME` | for each label a user reads."""
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    missing = [
        f"| {member.label} | `{kind.__qualname__}.{member.name}` |"
        for member in kind
        if f"| {member.label} | `{kind.__qualname__}.{member.name}` |" not in glossary
    ]
    assert not missing


def test_every_command_of_ours_is_documented():
    said = (DOCS / "ops" / "README.md").read_text(encoding="utf-8")
    ours = {name for name, app in get_commands().items() if str(app).startswith("lianxin.")}
    assert not {name for name in ours if f"`{name}" not in said and f"manage {name}" not in said}


def test_every_recurring_job_is_documented():
    said = (DOCS / "ops" / "README.md").read_text(encoding="utf-8")
    for path in sorted((PROJECT / "lianxin").glob("*/jobs.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        if names & {"HOURLY", "DAILY"}:
            assert f"`lianxin/{path.parent.name}/jobs.py`" in said


def test_the_newest_change_is_of_this_version():
    assert f"## {__version__}" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in (DOCS / "decisions").glob("0*.md")]
    assert len(numbers) == len(set(numbers))


def test_nothing_points_at_a_file_that_is_not_there():
    """Links between the documents lead somewhere."""
    for path in [*PROJECT.glob("*.md"), *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
