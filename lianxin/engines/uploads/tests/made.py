"""Files made for the tests, byte by byte where a library would not make them bad enough."""

import io
import struct
import zipfile

from PIL import Image

# Words planted wherever a file can tell of its maker; none may be found afterwards.
SECRET = b"WangFang-Workshop-1"
SECRET_TEXT = SECRET.decode()


def picture(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Four fields of colour, so that turning and mirroring show."""
    image = Image.new(mode, size)
    half_x, half_y = size[0] // 2, size[1] // 2
    for box, colour in (
        ((0, 0, half_x, half_y), (220, 30, 30)),
        ((half_x, 0, size[0], half_y), (30, 200, 30)),
        ((0, half_y, half_x, size[1]), (30, 30, 220)),
        ((half_x, half_y, size[0], size[1]), (240, 240, 40)),
    ):
        image.paste(colour + (255,) * (len(image.getbands()) - 3), box)
    return image


def exif(orientation: int = 1) -> bytes:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = SECRET_TEXT  # maker
    found[0x013B] = SECRET_TEXT  # artist
    gps = found.get_ifd(0x8825)
    gps[1], gps[2] = "N", (39.0, 54.0, 15.5)
    gps[0x1D] = SECRET_TEXT
    found[0x8825] = gps
    return found.tobytes()


def jpeg(orientation: int = 1, **options: object) -> bytes:
    """A photograph with EXIF, GPS, XMP, IPTC, a comment, and a film glued behind it."""
    out = io.BytesIO()
    options = {"quality": 90, "exif": exif(orientation), "comment": SECRET, **options}
    picture().save(out, "JPEG", **options)
    whole = out.getvalue()
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + b"</x>")
    iptc = segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">L", 24) + SECRET)
    return whole[:2] + xmp + iptc + whole[2:] + b"\0\0\0\x18ftypmp42" + SECRET


def segment(mark: int, body: bytes) -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def moving(kind: str, **options: object) -> bytes:
    frames = [picture().rotate(90 * turn) for turn in range(3)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=[40, 80, 120],
                 loop=3, **options)  # fmt: skip


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    b'PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/>'
    b"</Types>"
)


def docx(**more: bytes) -> bytes:
    parts = {
        "[Content_Types].xml": _TYPES % b"wordprocessingml.document",
        "docProps/core.xml": b"<cp:coreProperties><dc:creator>" + SECRET + b"</dc:creator>"
        b"<cp:lastModifiedBy>" + SECRET + b"</cp:lastModifiedBy></cp:coreProperties>",
        "docProps/app.xml": b"<Properties><Company>" + SECRET + b"</Company></Properties>",
        "docProps/custom.xml": b"<Properties>" + SECRET + b"</Properties>",
        "word/document.xml": b'<w:document><w:p><w:ins w:id="1" w:author="' + SECRET
        + '" w:date="2020-01-05T10:00:00Z"><w:t>正文 author="不动"</w:t></w:ins></w:p>'
        "</w:document>".encode(),
        "word/comments.xml": b'<w:comments><w:comment w:id="0" w:author="' + SECRET
        + b'" w:initials="' + SECRET + b'"/></w:comments>',
        "word/people.xml": b'<w15:people><w15:person w15:author="' + SECRET
        + b'"><w15:presenceInfo w15:providerId="AD" w15:userId="' + SECRET + b'"/></w15:person>'
        b"</w15:people>",
        "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="rId1" Target="'
        b"file:///C:/Users/" + SECRET + b'/Normal.dotm" TargetMode="External"/></Relationships>',
        "word/media/image1.jpeg": jpeg(6),
    }  # fmt: skip
    return archive(parts | more)


def ole(*names: str) -> bytes:
    """The smallest OLE file with these streams, all empty."""
    fat = [0xFFFFFFFD, *[0xFFFFFFFF] * 127]
    per_sector = 4
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in names)]
    sectors = [entries[i : i + per_sector] for i in range(0, len(entries), per_sector)]
    for index in range(len(sectors)):
        fat[index + 1] = index + 2 if index + 1 < len(sectors) else 0xFFFFFFFE
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<LLLLLLLL", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109L", head, 76, 0, *[0xFFFFFFFF] * 108)
    directory = b"".join(b"".join(part).ljust(512, b"\0") for part in sectors)
    return bytes(head) + struct.pack("<128L", *fat) + directory


def _entry(name: str, kind: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(raw)] = raw
    struct.pack_into("<HB", entry, 64, len(raw), kind)
    struct.pack_into("<LLL", entry, 68, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<LL", entry, 116, 0xFFFFFFFE, 0)
    return bytes(entry)


def mp4(brand: bytes = b"isom") -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" + b"isommp42" + bytes(64)


def wav() -> bytes:
    return b"RIFF" + struct.pack("<L", 36) + b"WAVEfmt " + bytes(28)


def mp3() -> bytes:
    return (b"\xff\xfb\x90\x00" + bytes(413)) * 3


def xlsx() -> bytes:
    return archive(
        {
            "[Content_Types].xml": _TYPES % b"spreadsheetml.sheet",
            "xl/workbook.xml": b'<workbook><x15ac:absPath url="C:\\' + SECRET + b'"/></workbook>',
            "xl/comments1.xml": b"<comments><authors><author>" + SECRET + b"</author></authors>"
            b"</comments>",
            "xl/persons/person.xml": b'<personList><person displayName="' + SECRET
            + b'" id="1" userId="' + SECRET + b'"/></personList>',
            "xl/tables/table1.xml": b'<table name="T" displayName="Keep"/>',
            "xl/printerSettings/printerSettings1.bin": SECRET * 3,
        }
    )  # fmt: skip
