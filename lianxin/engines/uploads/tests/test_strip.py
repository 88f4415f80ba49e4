"""What a file says about its maker is gone; what it shows is the same."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat, PngImagePlugin

from lianxin.engines.uploads import Left, UploadRefused, inspect, strip_metadata
from lianxin.engines.uploads.tests import made


def stripped(content: bytes) -> bytes:
    found = strip_metadata(io.BytesIO(content))
    assert found.stripped
    assert found.left is Left.NOTHING
    assert made.SECRET not in found.content
    assert b"Exif" not in found.content
    return found.content


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def apart(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any channel of any pixel."""
    assert one.size == other.size
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(high for _, high in difference.getextrema())


def test_a_photograph_keeps_its_picture_and_nothing_else() -> None:
    before = made.jpeg()
    assert before.count(made.SECRET) >= 6
    after = stripped(before)
    assert apart(opened(before), opened(after)) == 0
    assert not opened(after).getexif()
    assert {"xmp", "comment", "photoshop", "icc_profile"}.isdisjoint(opened(after).info)


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The mean difference, of 255."""
    assert one.size == other.size
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return sum(ImageStat.Stat(difference).mean) / 3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright(orientation: int) -> None:
    from PIL import ImageOps

    before = opened(made.jpeg(orientation, quality=100, subsampling=0))
    after = opened(stripped(made.jpeg(orientation, quality=100, subsampling=0)))
    assert apart(ImageOps.exif_transpose(before), after) <= 8


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_photographs_of_other_colours(mode: str) -> None:
    content = made.saved(made.picture().convert(mode), "JPEG", exif=made.exif(3))
    assert opened(stripped(content)).mode == mode


def test_a_progressive_photograph_stays_progressive() -> None:
    assert opened(stripped(made.jpeg(progressive=True))).info.get("progressive")


def test_a_colour_profile_is_applied_and_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    before = made.jpeg(icc_profile=profile)
    after = stripped(before)
    assert b"ICC_PROFILE" not in after
    assert unlike(opened(before), opened(after)) < 3
    assert opened(after).quantization == opened(before).quantization


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_a_png_keeps_every_pixel(mode: str) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", made.SECRET_TEXT)
    texts.add_itxt("XML:com.adobe.xmp", made.SECRET_TEXT)
    image = made.picture().convert(mode)
    before = made.saved(image, "PNG", pnginfo=texts, exif=made.exif()) + made.SECRET
    after = stripped(before)
    assert apart(opened(before), opened(after)) == 0
    assert opened(after).mode == opened(before).mode


def test_a_transparent_colour_stays_transparent() -> None:
    image = made.picture().convert("P")
    after = opened(stripped(made.saved(image, "PNG", transparency=0)))
    assert (
        after.info["transparency"]
        == opened(made.saved(image, "PNG", transparency=0)).info["transparency"]
    )


@pytest.mark.parametrize("lossless", [True, False])
def test_a_webp_keeps_its_picture(lossless: bool) -> None:
    before = made.saved(made.picture(), "WEBP", lossless=lossless, exif=made.exif(),
                        xmp=made.SECRET)  # fmt: skip
    after = stripped(before)
    assert apart(opened(before), opened(after)) == 0


def test_a_png_with_a_profile_or_on_its_side_is_written_anew() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    before = made.saved(made.picture(), "PNG", icc_profile=profile, exif=made.exif(6))
    after = stripped(before)
    assert b"iCCP" not in after
    assert opened(after).size == (40, 60)
    assert apart(opened(before).rotate(270, expand=True), opened(after)) <= 3


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_a_moving_picture_keeps_moving(kind: str) -> None:
    options = {"GIF": {"comment": made.SECRET}, "PNG": {"exif": made.exif()},
               "WEBP": {"exif": made.exif(), "xmp": made.SECRET, "lossless": True}}  # fmt: skip
    content = made.moving(kind, **options[kind])
    assert made.SECRET in content
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(stripped(content)))
    assert after.n_frames == before.n_frames == 3
    for frame in range(3):
        before.seek(frame)
        after.seek(frame)
        assert apart(before, after) == 0
        assert before.info["duration"] == after.info["duration"]
    assert after.info["loop"] == before.info["loop"]


def test_xmp_in_a_gif_is_dropped_and_its_loop_kept() -> None:
    content = made.moving("GIF")
    xmp = b"!\xff\x0bXMP DataXMP" + bytes([len(made.SECRET)]) + made.SECRET + b"\0"
    at = content.index(b"!\xff\x0bNETSCAPE")
    after = stripped(content[:at] + xmp + content[at:] + made.SECRET)
    assert b"NETSCAPE2.0" in after
    assert opened(after).n_frames == 3


def test_what_a_moving_webp_promises_it_has() -> None:
    after = stripped(made.moving("WEBP", exif=made.exif()))
    assert after[12:16] == b"VP8X"
    assert not after[20] & 0x2C


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        assert source.testzip() is None
        return {info.filename: source.read(info) for info in source.infolist()}


def test_a_document_forgets_who_wrote_it() -> None:
    parts = parts_of(stripped(made.docx()))
    assert not [name for name, body in parts.items() if made.SECRET in body]
    assert parts.keys() == parts_of(made.docx()).keys()
    text = parts["word/document.xml"].decode()
    assert 'w:author=""' in text
    assert '正文 author="不动"' in text
    assert b"w:initials" in parts["word/comments.xml"]
    assert b"rId1" in parts["word/_rels/settings.xml.rels"]
    assert opened(parts["word/media/image1.jpeg"]).size == (40, 60)
    assert inspect(io.BytesIO(stripped(made.docx())), "a.docx").extension == "docx"


def test_a_workbook_forgets_who_wrote_it_and_keeps_its_tables() -> None:
    parts = parts_of(stripped(made.xlsx()))
    assert not [name for name, body in parts.items() if made.SECRET in body]
    assert b'displayName="Keep"' in parts["xl/tables/table1.xml"]


def test_a_real_workbook_still_opens() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.creator = made.SECRET_TEXT
    book.active["A1"] = "单位"
    out = io.BytesIO()
    book.save(out)
    again = openpyxl.load_workbook(io.BytesIO(stripped(out.getvalue())))
    assert again.active["A1"].value == "单位"
    assert again.properties.creator != made.SECRET_TEXT


def test_the_time_of_saving_is_not_kept() -> None:
    with zipfile.ZipFile(io.BytesIO(stripped(made.docx()))) as source:
        assert {info.date_time[0] for info in source.infolist()} == {1980}


def test_an_object_inside_a_document_is_admitted() -> None:
    found = strip_metadata(io.BytesIO(made.docx(**{"word/embeddings/a.bin": b"x"})))
    assert not found.stripped
    assert found.left is Left.EMBEDDED
    assert made.SECRET not in found.content


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b"%PDF-1.7\n/Author (" + made.SECRET + b")", Left.PDF),
        (made.ole("WordDocument"), Left.OLD_OFFICE),
        (made.mp4(b"heic"), Left.HEIC),
        (made.mp4(), Left.SOUND_OR_FILM),
        (made.mp3(), Left.SOUND_OR_FILM),
        (made.archive({"a.txt": b"x"}), Left.ARCHIVE),
    ],
)
def test_what_is_not_stripped_says_so_and_is_unchanged(content: bytes, left: Left) -> None:
    found = strip_metadata(io.BytesIO(content))
    assert (found.stripped, found.left, found.content) == (False, left, content)


def test_a_text_has_nothing_to_strip() -> None:
    assert stripped("建议".encode()) == "建议".encode()


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow, about broken EXIF
@given(st.data())
def test_damage_is_stripped_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(BASES))
    at = data.draw(st.integers(0, len(whole) - 1))
    hurt = (
        whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 9)) :]
    )
    try:
        strip_metadata(io.BytesIO(hurt))
    except UploadRefused:
        return


BASES = [
    made.jpeg(6), made.saved(made.picture(), "PNG"), made.moving("GIF"), made.moving("WEBP"),
    made.moving("PNG"), made.docx(),
]  # fmt: skip
