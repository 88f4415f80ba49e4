from django import forms
from django.utils.datastructures import MultiValueDict

from lianxin.files.forms import AttachmentsField
from lianxin.files.tests.samples import PDF, a_file, a_photo


class AForm(forms.Form):
    files = AttachmentsField()


class NamelessForm(forms.Form):
    files = AttachmentsField(nameless=True)


def filled(*files, form=AForm):
    return form({}, MultiValueDict({"files": list(files)}))


def test_several_files_are_received_at_once():
    form = filled(a_photo("一.jpg", telling=True), a_file("二.pdf", PDF))
    assert form.is_valid()
    first, second = form.cleaned_data["files"]
    assert (first.name, second.name) == ("一.jpg", "二.pdf")
    assert b"SECRET-PHONE" not in first.content


def test_no_file_is_an_empty_list():
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["files"] == []


def test_a_sixth_file_is_too_many():
    form = filled(*[a_photo() for _ in range(6)])
    assert form.errors["files"] == ["一次最多 5 个附件。"]


def test_files_together_have_a_limit(settings):
    settings.MAX_UPLOAD_MB = 1
    form = filled(*[a_file(f"{n}.txt", b"a" * 900_000) for n in range(3)])
    assert form.errors["files"] == ["附件合计不能超过 2 MB。"]


def test_each_file_that_is_not_taken_is_named_with_its_reason():
    form = filled(a_photo(), a_file("空.txt", b""), a_file("网页.html", b"<html><body>x</body>"))
    assert form.errors["files"] == [
        "“空.txt”：文件是空的，请重新选择。",
        "“网页.html”：这是网页文件，不能上传；请改传截图或 PDF。",
    ]


def test_a_percent_sign_in_a_name_is_only_a_sign():
    form = filled(a_file("100%(x)s.txt", b""))
    assert form.errors["files"] == ["“100%(x)s.txt”：文件是空的，请重新选择。"]


def test_the_nameless_field_takes_only_what_can_be_cleaned():
    assert filled(a_photo(), form=NamelessForm).is_valid()
    form = filled(a_file("二.pdf", PDF), form=NamelessForm)
    assert "匿名反映只收" in form.errors["files"][0]


def test_the_field_is_shown_with_what_it_takes():
    page = AForm().as_p()
    assert 'type="file"' in page
    assert "multiple" in page
    assert "最多 5 个，每个不超过 20 MB" in page
    assert ".heic" not in page
