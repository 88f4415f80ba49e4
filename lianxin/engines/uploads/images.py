"""Pictures: are they sound, and the same picture without what a camera wrote about its owner."""

from __future__ import annotations

import io
import struct
from typing import IO, Any

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from lianxin.engines.uploads.chunks import strip_gif, strip_jpeg, strip_png, strip_webp
from lianxin.engines.uploads.model import Fault, Limits, UploadRefused

_FORMATS: dict[str, tuple[str, ...]] = {
    "jpg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
}
# What Pillow and its plugins raise on hostile or truncated bytes.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, IndexError, KeyError)
_TOO_BIG = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_FILTERS = {"jpg": strip_jpeg, "png": strip_png, "gif": strip_gif, "webp": strip_webp}
_ORIENTATION = 0x0112


def check_image(stream: IO[bytes], extension: str, limits: Limits) -> None:
    """Refuse a picture that is no picture, or that would fill the memory of who opens it."""
    image = _open(stream, extension, limits)
    try:
        frames: int = 1 if extension == "jpg" else getattr(image, "n_frames", 1)
        pixels = image.width * image.height * max(1, frames // 8)
        if frames > limits.max_frames or pixels > limits.max_pixels:
            raise UploadRefused(Fault.TOO_MANY_PIXELS, pixels=pixels, limit=limits.max_pixels)
        if extension == "jpg":  # an eighth of the size shows as well whether it is whole
            image.draft(None, (image.width // 8 + 1, image.height // 8 + 1))
        image.load()
    except _TOO_BIG as error:
        raise UploadRefused(Fault.TOO_MANY_PIXELS, limit=limits.max_pixels) from error
    except _BROKEN as error:
        raise UploadRefused(Fault.DAMAGED) from error
    finally:
        stream.seek(0)


def _open(stream: IO[bytes], extension: str, limits: Limits) -> Image.Image:
    stream.seek(0)
    try:
        image = Image.open(stream, formats=_FORMATS[extension])
    except _TOO_BIG as error:
        raise UploadRefused(Fault.TOO_MANY_PIXELS, limit=limits.max_pixels) from error
    except _BROKEN as error:
        raise UploadRefused(Fault.DAMAGED) from error
    pixels = image.width * image.height
    if pixels > limits.max_pixels:
        raise UploadRefused(Fault.TOO_MANY_PIXELS, pixels=pixels, limit=limits.max_pixels)
    return image


def strip_image(stream: IO[bytes], extension: str, limits: Limits) -> bytes:
    """The same picture, upright, and nothing else: no EXIF, GPS, XMP, IPTC, comment or profile.

    A picture is filtered block by block, and not a pixel changes. Only one that lies on its
    side, or has its own colour profile, is written anew: turned, and in the colours of sRGB. The
    result is drawn once more, so that nothing is kept which does not open.
    """
    image = _open(stream, extension, limits)
    try:
        moving = extension != "jpg" and getattr(image, "is_animated", False)
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        if moving or extension == "gif" or not (turned or image.info.get("icc_profile")):
            stream.seek(0)
            content = _FILTERS[extension](stream.read())
        else:
            content = _rewritten(image, extension, stream)
        _open(io.BytesIO(content), extension, limits).load()
        return content
    except _TOO_BIG as error:
        raise UploadRefused(Fault.TOO_MANY_PIXELS, limit=limits.max_pixels) from error
    except _BROKEN as error:
        raise UploadRefused(Fault.DAMAGED) from error
    finally:
        stream.seek(0)


def _rewritten(image: Image.Image, extension: str, stream: IO[bytes]) -> bytes:
    image.load()
    options = _options(image, extension, stream)
    plain = _in_srgb(ImageOps.exif_transpose(image))
    keep = plain.info.get("transparency")
    plain.info = {} if keep is None or plain.mode == "RGBA" else {"transparency": keep}
    if extension == "jpg" and plain.mode not in ("L", "RGB", "CMYK"):
        plain = plain.convert("RGB")
    out = io.BytesIO()
    plain.save(out, exif=b"", icc_profile=None, **options)
    return out.getvalue()


def _options(image: Image.Image, extension: str, stream: IO[bytes]) -> dict[str, Any]:
    """How to write it so that nothing visible is lost: JPEG with its own quantisation tables."""
    if extension == "png":
        return {"format": "PNG", "optimize": False}
    if extension == "webp":
        stream.seek(0)
        lossless = b"VP8L" in stream.read(1 << 12)
        return {"format": "WEBP", "lossless": lossless, "quality": 95 if not lossless else 80}
    options: dict[str, Any] = {"format": "JPEG", "optimize": True}
    tables = getattr(image, "quantization", None)
    options.update({"qtables": tables} if tables else {"quality": 95})
    # Half the colours each way stays so; any other sampling may not survive being turned.
    options["subsampling"] = 2 if JpegImagePlugin.get_sampling(image) == 2 else 0
    options["progressive"] = bool(image.info.get("progressive"))
    return options


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours moved into sRGB, so that the profile, which may name a device, can be dropped."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        moved = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=target
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return moved or image
