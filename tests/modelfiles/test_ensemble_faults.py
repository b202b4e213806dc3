"""Damage to a calibrated ensemble is refused; nothing but plain numbers is ever read."""

import io
import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest

from desktop.domain.errors import MissingResourceError, ModelFileError
from desktop.domain.model.model import Model
from desktop.modelfiles.ensembles import MANIFEST, SCORES, place, read_ensemble
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(calibrated=False)


@pytest.fixture
def ensemble(tmp_path: Path, model: Model) -> Path:
    copied = tmp_path / "2023"
    shutil.copytree(place(RESOURCES, model.clock.vantage), copied)
    return copied


def array_bytes(array: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]") -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


HEAD = b"{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }\n"


def headed(head: bytes) -> bytes:
    """Return what looks like an array of NumPy that says this of itself."""
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + bytes(64)


def reason(ensemble: Path, model: Model) -> str:
    with pytest.raises(ModelFileError) as caught:
        read_ensemble(ensemble, model)
    assert str(caught.value.fields["file"]).startswith("ensembles/2023/")
    return str(caught.value.fields["reason"]).removeprefix("reason.")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("seed = 2023", 'seed = "x"', "not_integer"),
        ("seed = 2023", "", "missing_key"),
        ("seed = 2023", "seed = 2023\ncolour = 1", "unknown_key"),
        ("members = 1000", "members = 999", "not_an_array"),
        ("[noise.trade_noise]", "[noise.no_noise]", "unknown_name"),
        ("rest = ", "peace = ", "missing_key"),
        ("doubt = ", "doubt = -", "out_of_limits"),
        ('origin = "2023-12"', 'origin = "2023"', "bad_month"),
        ('    "labor_elasticity",\n', '    "no_parameter",\n', "unknown_name"),
    ],
)
def test_that_a_damaged_manifest_is_refused(
    ensemble: Path, model: Model, old: str, new: str, expected: str
) -> None:
    text = (ensemble / MANIFEST).read_text(encoding="utf-8")
    assert old in text
    (ensemble / MANIFEST).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert reason(ensemble, model) == expected


def test_that_scores_that_are_no_table_of_numbers_are_refused(ensemble: Path, model: Model) -> None:
    whole = np.load(ensemble / SCORES)
    spoilt = whole.copy()
    spoilt[0, 0] = np.nan
    for content, expected in (
        (b"", "not_an_array"),
        (b"nothing of the kind", "not_an_array"),
        (array_bytes(whole[:-1]), "not_an_array"),
        (array_bytes(whole.astype(np.float32)), "not_an_array"),
        (array_bytes(whole)[:-8], "not_an_array"),
        (array_bytes(spoilt), "bad_number"),
        (b"\0" * 9_000_000, "file_too_large"),
        # What NumPy's own reader falls over, or makes terabytes of room for.
        (headed(b"(" * 5000), "not_an_array"),
        (headed(b"-" * 9000 + b"1"), "not_an_array"),
        (headed(HEAD % b"1000000000000,"), "not_an_array"),
        (headed(HEAD % b"999999999, 999999999"), "not_an_array"),
        (headed(HEAD % (b"9" * 30 + b",")), "not_an_array"),
        (b"PK\x05\x06" + bytes(18), "not_an_array"),
        (array_bytes(whole) + b"more", "not_an_array"),
    ):
        (ensemble / SCORES).write_bytes(content)
        assert reason(ensemble, model) == expected


class _Planted:
    opened = False

    def __reduce__(self) -> tuple[type, tuple[()]]:
        _Planted.opened = True
        return (_Planted, ())


def test_that_a_pickle_is_never_opened(ensemble: Path, model: Model) -> None:
    stream = io.BytesIO()
    np.save(stream, np.array([_Planted()], dtype=object), allow_pickle=True)
    for content in (stream.getvalue(), pickle.dumps([1.0])):
        _Planted.opened = False
        (ensemble / SCORES).write_bytes(content)
        assert reason(ensemble, model) == "not_an_array"
        assert not _Planted.opened


def test_that_a_missing_file_is_named(ensemble: Path, model: Model) -> None:
    (ensemble / SCORES).unlink()
    with pytest.raises(MissingResourceError) as caught:
        read_ensemble(ensemble, model)
    assert str(caught.value.fields["path"]).endswith(SCORES)
