from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.matters.actions import imports as actions
from lianxin.matters.models import Import
from lianxin.matters.sheets import look
from tests.doors import Door

SHEET = "编号,内容\n1,没有水。\n".encode()


def a_file():
    return SimpleUploadedFile("热线.csv", SHEET)


def of_first(cast):
    """A sheet that 陈静 has put in for 一连."""
    file = a_file()
    return [actions.upload(cast.first, file, look(file.file, file.name), by=cast.chen).pk]


def done(cast):
    (pk,) = of_first(cast)
    Import.objects.filter(pk=pk).update(state=Import.State.DONE)
    return [pk]


def columns(cast):
    return {"source": "热线", "column_0": "source_id", "column_1": "body"}


HANDLERS = (302, 403, 200, 200, 200, 403, 403, 403, 403)
OF_FIRST = (302, 404, 200, 200, 404, 404, 404, 404, 404)
DEED = (302, 404, 302, 302, 404, 404, 404, 404, 404)

DOORS = {
    "matters:imports": Door("get", HANDLERS),
    "matters:import-upload": Door(
        "post",
        (302, 403, 302, 302, 422, 403, 403, 403, 403),
        data=lambda cast: {"file": a_file(), "unit": cast.first.pk},
    ),
    "matters:import": Door("get", OF_FIRST, args=of_first),
    "matters:import-start": Door("post", DEED, args=of_first, data=columns),
    "matters:import-drop": Door("post", DEED, args=of_first),
    "matters:import-refused": Door("get", OF_FIRST, args=done),
}
