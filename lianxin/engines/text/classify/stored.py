"""A model as a file: a zip with one JSON and a few arrays. No code is ever read from it."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from .model import Model

FORMAT: Final = "lianxin-classify-1"
LARGEST: Final = 200_000_000
"""Bytes a model may unfold to; a real one has some ten million."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ARRAYS: Final = ("keys", "rarity", "indptr", "indices", "values", "scale", "bias")


class UnfitModel(ValueError):
    """The bytes are no model of this version, or they are damaged."""


def written(model: Model) -> bytes:
    """The weights in 8 bits, each label with its own scale; keys as differences: they pack well."""
    weights = model.weights.tocsc()
    label = np.repeat(np.arange(weights.shape[1]), np.diff(weights.indptr))
    scale = np.zeros(weights.shape[1], np.float32)
    np.maximum.at(scale, label, np.abs(weights.data))
    steps = np.rint(weights.data / np.where(scale, scale, 1)[label] * 127).astype(np.int8)
    arrays = {
        "keys": np.diff(model.vocabulary.keys, prepend=np.uint64(0)),
        "rarity": model.vocabulary.rarity,
        "indptr": weights.indptr.astype(np.int64),
        "indices": weights.indices.astype(np.int32),
        "values": steps,
        "scale": scale,
        "bias": model.bias,
    }
    head = {
        "format": FORMAT,
        "labels": [
            [one.code, one.name, one.parent, one.words, one.examples] for one in model.tree.labels
        ],
        "floor": model.floor,
        "outside": model.outside,
        "decisions": model.decisions,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "head.json", json.dumps(head, ensure_ascii=True, sort_keys=True).encode())
        for name in _ARRAYS:
            array = io.BytesIO()
            np.lib.format.write_array(array, arrays[name], allow_pickle=False)
            _put(archive, f"{name}.npy", array.getvalue())
    return file.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)  # no clock: the same model is the same bytes
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def read(data: bytes) -> Model:
    """Raises UnfitModel."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise UnfitModel("larger than any model")
            head = json.loads(archive.read("head.json"))
            arrays = {name: _array(archive.read(f"{name}.npy")) for name in _ARRAYS}
        return _model(head, arrays)
    except UnfitModel:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        AttributeError,
    ) as broken:
        raise UnfitModel("no model, or a damaged one") from broken


def _array(data: bytes) -> np.ndarray[Any, Any]:
    array: np.ndarray[Any, Any] = np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
    if array.ndim != 1:
        raise UnfitModel("an array of an unknown shape")
    return array


def _model(head: dict[str, Any], arrays: dict[str, np.ndarray[Any, Any]]) -> Model:
    from scipy.sparse import csc_matrix  # noqa: PLC0415 - heavy, only for who classifies

    from .features import Vocabulary  # noqa: PLC0415 - as above
    from .model import Model  # noqa: PLC0415 - they name each other
    from .tree import Label, Tree  # noqa: PLC0415 - as above

    if head.get("format") != FORMAT:
        raise UnfitModel("a model of another version")
    labels = [
        Label(code, name, parent, tuple(words), tuple(examples))
        for code, name, parent, words, examples in head["labels"]
    ]
    tree = Tree.of(labels)
    keys = np.cumsum(arrays["keys"].astype(np.uint64), dtype=np.uint64)
    shape = (len(keys), len(labels))
    scale = arrays["scale"].astype(np.float32)
    indptr, indices = arrays["indptr"].astype(np.int64), arrays["indices"].astype(np.int32)
    values = arrays["values"].astype(np.float32) / 127 * np.repeat(scale, np.diff(indptr))
    weights = csc_matrix((values, indices, indptr), shape=shape)
    weights.check_format(full_check=True)
    bias = arrays["bias"].astype(np.float64)
    ascending = bool((keys[1:] > keys[:-1]).all())
    sizes = len(arrays["rarity"]) == len(keys) and len(bias) == len(labels) == len(scale)
    finite = all(np.isfinite(part).all() for part in (bias, values, arrays["rarity"]))
    if not (ascending and sizes and finite and tree.labels == tuple(labels)):
        raise UnfitModel("its parts do not belong together")
    vocabulary = Vocabulary(keys, arrays["rarity"].astype(np.float32))
    floor, outside = float(head["floor"]), float(head["outside"])
    return Model(tree, vocabulary, weights.tocsr(), bias, floor, outside, int(head["decisions"]))
