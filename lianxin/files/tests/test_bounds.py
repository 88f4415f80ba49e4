import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client
from django.urls import reverse

from lianxin.files.handlers import BoundedUploads
from lianxin.files.tests.samples import a_file


def test_a_body_far_beyond_every_limit_is_not_read(settings):
    settings.MAX_IMPORT_MB = 100
    keeper = BoundedUploads()
    assert keeper.handle_raw_input(None, {}, 100 << 20, b"x") is None
    with pytest.raises(RequestDataTooBig):
        keeper.handle_raw_input(None, {}, 106 << 20, b"x")


def test_the_person_reads_a_sentence_also_where_the_token_stands_in_the_body(cast, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.chen)
    address = reverse("matters:import-upload")
    token = str(client.get(address).context["csrf_token"])
    settings.MAX_IMPORT_MB = settings.MAX_UPLOAD_MB = 0
    file = a_file("大.csv", b"a" * (6 << 20))
    answer = client.post(address, {"csrfmiddlewaretoken": token, "file": file})
    assert answer.status_code == 413
    assert "提交的内容过大" in answer.content.decode()
