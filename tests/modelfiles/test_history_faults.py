"""Every kind of damage to a series ends in one fault that names file, line and reason."""

from pathlib import Path

import pytest

from desktop.domain.errors import HistoryFileError
from desktop.language.language import Language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.modelfiles.damage import copy_replacing, copy_with

MONTHLY, YEARLY = "history/us_unemployment_rate.csv", "history/mx_population_midyear.csv"
SPARSE = "history/lac_fdi_inflows_usd_mn.csv"

FAULTS = [
    (MONTHLY, "period,value", "period;value", 1, "bad_header"),
    (MONTHLY, "period,value", "period,value,basis", 1, "bad_header"),
    (MONTHLY, "1980-02,6.3", "1980-02,6.3,BLS", 3, "bad_row"),
    (MONTHLY, "1980-02,6.3", "", 3, "bad_row"),
    (MONTHLY, "1980-02,6.3", "1980-2,6.3", 3, "bad_period"),
    (MONTHLY, "1980-02,6.3", "1980-13,6.3", 3, "bad_period"),
    (MONTHLY, "1980-02,6.3", "1980,6.3", 3, "bad_period"),
    (MONTHLY, "1980-02,6.3", "1980-02,", 3, "not_number"),
    (MONTHLY, "1980-02,6.3", "1980-02,nan", 3, "not_number"),
    (MONTHLY, "1980-02,6.3", "1980-02,inf", 3, "not_number"),
    (MONTHLY, "1980-02,6.3", "1980-02,1e400", 3, "not_number"),
    (MONTHLY, "1980-02,6.3", "1980-02,6.3%", 3, "not_number"),
    (MONTHLY, "1980-02,6.3", "1980-02,0x1f", 3, "not_number"),
    (MONTHLY, "1980-02,6.3", "1980-02,9999999999999999", 3, "bad_number"),
    (MONTHLY, "1980-02,6.3", '1980-02,"6.3', 529, "not_csv"),
    (MONTHLY, "1980-02,6.3", "1980-01,6.3", 3, "not_ascending"),
    (MONTHLY, "1980-02,6.3\n", "", 3, "gap"),
    (MONTHLY, "1980-01,6.3\n", "", 2, "not_as_declared"),
    (MONTHLY, "2023-12,3.8\n", "", 528, "not_as_declared"),
    (MONTHLY, "2023-12,3.8\n", "2023-12,3.8\n2024-01,3.7\n", 530, "not_as_declared"),
    (YEARLY, "1991,", "1991-01,", 3, "bad_period"),
    (YEARLY, "1991,85748742\n", "", 3, "gap"),
    (YEARLY, "1991,85748742", "1991,0", 3, "no_divisor"),
    (SPARSE, "2021,142794\n", "", 3, "gap"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "reason"),
    FAULTS,
    ids=[f"{number}-{fault[-1]}" for number, fault in enumerate(FAULTS)],
)
def test_that_a_fault_names_file_line_and_reason(
    tmp_path: Path, file: str, old: str, new: str, line: int, reason: str
) -> None:
    with pytest.raises(HistoryFileError) as caught:
        read_model(copy_replacing(tmp_path, file, old, new))
    fields = caught.value.fields
    # The divisor is missed in the series that is divided.
    asked = "history/mx_homicides_inegi_annual.csv" if reason == "no_divisor" else file
    assert (fields["file"], fields["line"]) == (asked, line)
    assert fields["reason"] == f"reason.{reason}"


HOSTILE = {
    "empty": (b"", 1, "no_rows"),
    "header_alone": (b"period,value\n", 1, "no_rows"),
    "binary": (b"period,value\n\xff\xfe\n", 2, "not_utf8"),
    "zeros": (b"\0" * 4096, 1, None),
    "huge": (b"period,value\n" + b"1" * 3_000_000, 1, "file_too_large"),
    "endless": (b"period,value\n" + b"1980-01,1\n" * 3_000, 2002, "too_many_rows"),
    "marked": (b"\xef\xbb\xbfperiod,value\n1980-01,1\n", 1, "bad_header"),
    "one_long_field": (b"period,value\n1980-01," + b"1" * 200_000, 2, "not_csv"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_hostile_series_is_refused(tmp_path: Path, name: str) -> None:
    content, line, reason = HOSTILE[name]
    with pytest.raises(HistoryFileError) as caught:
        read_model(copy_with(tmp_path, MONTHLY, content))
    assert (caught.value.fields["file"], caught.value.fields["line"]) == (MONTHLY, line)
    if reason is not None:
        assert caught.value.fields["reason"] == f"reason.{reason}"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_that_a_series_cut_short_is_refused(tmp_path: Path, part: float) -> None:
    content = (RESOURCES / MONTHLY).read_bytes()
    with pytest.raises(HistoryFileError):
        read_model(copy_with(tmp_path, MONTHLY, content[: int(len(content) * part)]))


def test_that_a_series_with_the_other_line_ends_is_read(tmp_path: Path) -> None:
    content = (RESOURCES / MONTHLY).read_bytes().replace(b"\n", b"\r\n")
    model = read_model(copy_with(tmp_path, MONTHLY, content))
    assert model.series["us_unemployment_rate"].raw_values[-1] == 3.8


def test_that_a_fault_of_a_series_is_a_sentence(tmp_path: Path, english: Language) -> None:
    with pytest.raises(HistoryFileError) as caught:
        read_model(copy_replacing(tmp_path, MONTHLY, "1980-02,6.3\n", ""))
    assert english.error(caught.value) == (
        "The history cannot be read: history/us_unemployment_rate.csv, line 3: a period is missing "
        "before this line; restore the file or install Vecinos again."
    )
