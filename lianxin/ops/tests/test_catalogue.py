"""The English catalogue is complete, and compiled from its source."""

from __future__ import annotations

import gettext
import re

import polib

from lianxin.ops import catalogue


def test_every_sentence_has_its_english():
    lacking = {path: catalogue.missing(path) for path in catalogue.sources()}
    assert lacking
    assert not any(lacking.values())


def test_placeholders_survive_translation():
    holder = re.compile(r"%\(\w+\)[sd]|%[sd]")
    for path in catalogue.sources():
        for entry in polib.pofile(str(path)):
            for english in [entry.msgstr, *entry.msgstr_plural.values()]:
                if english:
                    assert set(holder.findall(english)) == set(holder.findall(entry.msgid))


def test_what_is_compiled_is_what_is_written(settings, tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "受理"\nmsgstr "Accept"\n',
        encoding="utf-8",
    )
    settings.LOCALE_PATHS = [tmp_path]
    catalogue.compile_catalogues()
    with (folder / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("受理") == "Accept"


def test_a_missing_sentence_is_found(settings, tmp_path):
    path = tmp_path / "django.po"
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "受理"\nmsgstr ""\n', encoding="utf-8")
    assert catalogue.missing(path) == ["受理"]
