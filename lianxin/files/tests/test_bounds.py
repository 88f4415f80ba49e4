import pytest
from django.core.exceptions import RequestDataTooBig

from lianxin.files.handlers import BoundedUploads


def test_a_body_far_beyond_every_limit_is_not_read(settings):
    settings.MAX_IMPORT_MB = 100
    keeper = BoundedUploads()
    assert keeper.handle_raw_input(None, {}, 100 << 20, b"x") is None
    with pytest.raises(RequestDataTooBig):
        keeper.handle_raw_input(None, {}, 106 << 20, b"x")
