from lianxin.files import actions
from lianxin.files.tests.samples import a_file, a_voice
from tests.doors import Door


def a_note(cast):
    """A file of a voice of 一连."""
    return [actions.attach(a_voice(cast.li), a_file("说明.txt", "说明".encode()), by=cast.li).pk]


DOORS = {
    "files:download": Door("get", (302, 200, 200, 200, 404, 404, 404, 404, 404), args=a_note),
}
