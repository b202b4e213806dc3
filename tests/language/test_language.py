"""Words, numbers and months of one language."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Month
from desktop.domain.errors import (
    ArgumentError,
    MissingResourceError,
    ModelFileError,
    MonthOutOfRangeError,
    RunFailedError,
    ValueOutOfRangeError,
    VecinosError,
)
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import (
    LANGUAGES,
    FieldsMismatchError,
    Language,
    UnknownMessageError,
    load_language,
)
from desktop.modelfiles.resources import RESOURCES

ENGLISH = load_language("en", RESOURCES)
SPANISH = load_language("es", RESOURCES)


def catalogue(resources: Path, code: LanguageCode) -> Path:
    """Return the compiled catalogue of one language."""
    return resources / "i18n" / code / "LC_MESSAGES" / "vecinos.mo"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copy the catalogues to where they may be damaged."""
    shutil.copytree(RESOURCES / "i18n", tmp_path / "i18n")
    return tmp_path


@pytest.mark.parametrize("language", [ENGLISH, SPANISH], ids=LANGUAGES)
@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1,234.5"),
        (-1234.5, 1, "\u22121,234.5"),
        (0.0, 0, "0"),
        (-0.04, 1, "0.0"),
        (999.96, 1, "1,000.0"),
        (12345678.0, 0, "12,345,678"),
    ],
)
def test_that_numbers_have_a_comma_a_point_and_a_true_minus(
    language: Language, value: float, decimals: int, text: str
) -> None:
    assert language.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(17.0, "+17"), (-17.0, "\u221217"), (0.0, "0"), (-0.2, "0"), (0.2, "0")]
)
def test_that_a_signed_number_shows_its_sign_unless_it_rounds_to_zero(
    value: float, text: str
) -> None:
    assert ENGLISH.number(value, signed=True) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_that_what_is_not_a_number_is_never_worded(value: float) -> None:
    with pytest.raises(ValueError, match=r"nan|inf"):
        ENGLISH.number(value, 1)


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_that_a_worded_number_reads_back_as_itself_rounded(value: float, decimals: int) -> None:
    text = SPANISH.number(value, decimals).replace(",", "").replace("\u2212", "-")
    assert float(text) == float(f"{value:.{decimals}f}")


def test_that_months_are_short_and_spanish_ones_small() -> None:
    months = [Month(2030, number) for number in range(1, 13)]
    assert [ENGLISH.date(month) for month in months[::11]] == ["Jan\u00a02030", "Dec\u00a02030"]
    assert [SPANISH.date(month) for month in months[::11]] == ["ene\u00a02030", "dic\u00a02030"]
    assert len({SPANISH.date(month) for month in months}) == 12


def test_that_model_texts_come_in_the_language_asked_for() -> None:
    wording = Wording(en="neighbors", es="vecinos")
    assert [ENGLISH.wording(wording), SPANISH.wording(wording)] == ["neighbors", "vecinos"]


@pytest.mark.parametrize("message", ["", "no.such.message", "Open", "month.13"])
def test_that_an_unknown_message_raises_and_is_never_shown(message: str) -> None:
    with pytest.raises(UnknownMessageError):
        ENGLISH.text(message)
    with pytest.raises(UnknownMessageError):
        ENGLISH.plural(message, 2)


@pytest.mark.parametrize(
    "fields", [{}, {"month": "Dec"}, {"month": "Dec", "year": 1, "day": 1}, {"day": 1}]
)
def test_that_fields_other_than_those_named_raise(fields: dict[str, object]) -> None:
    with pytest.raises(FieldsMismatchError):
        ENGLISH.text("date.month_year", **fields)


def test_that_an_error_shows_numbers_and_typed_months_as_a_person_would_type_them() -> None:
    value = ValueOutOfRangeError(lever="tariff", value=-0.5, low=0.0, high=3000.0)
    assert ENGLISH.error(value) == (
        "\u22120.5 is out of range for tariff; choose a number from 0 to 3,000."
    )
    month = MonthOutOfRangeError(month=Month(2040, 1), first=Month(2024, 1), last=Month(2036, 12))
    assert SPANISH.error(month) == (
        "2040-01 queda fuera de la proyección; elija un mes de 2024-01 a 2036-12."
    )


def test_that_an_error_which_is_no_argument_shows_months_as_the_desk_does() -> None:
    error = RunFailedError(variable="x", month=Month(2030, 12))
    assert "Dec\u00a02030" in ENGLISH.error(error)
    assert "dic\u00a02030" in SPANISH.error(error)


def test_that_a_reason_may_name_fields_of_its_own() -> None:
    error = ModelFileError(
        file="a.toml", table="lever.x", key="step", reason="reason.out_of_limits", least=1, most=9
    )
    for language, clause in ((ENGLISH, " 1 "), (SPANISH, " 1 ")):
        assert "a.toml" in language.error(error)
        assert clause in language.error(error)
        assert "reason." not in language.error(error)


def test_that_an_error_without_a_field_it_names_raises() -> None:
    with pytest.raises(FieldsMismatchError):
        ENGLISH.error(ValueOutOfRangeError(lever="tariff"))


def test_that_an_error_nobody_worded_raises() -> None:
    class UnwordedError(VecinosError):
        code = "unworded"

    with pytest.raises(UnknownMessageError):
        ENGLISH.error(UnwordedError())


@pytest.mark.parametrize("value", [1e300, 10**40, float("nan"), float("inf")])
def test_that_an_error_with_an_absurd_number_is_still_one_short_sentence(value: float) -> None:
    sentence = ENGLISH.error(ValueOutOfRangeError(lever="x", value=value, low=0.0, high=1.0))
    assert len(sentence) < 90
    assert issubclass(ValueOutOfRangeError, ArgumentError)


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_an_absent_catalogue_is_missed_and_not_replaced(
    copied: Path, code: LanguageCode
) -> None:
    catalogue(copied, code).unlink()
    with pytest.raises(MissingResourceError) as caught:
        load_language(code, copied)
    assert caught.value.fields["path"] == catalogue(copied, code)


@pytest.mark.parametrize(
    "content", [b"", b"not a catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40], ids=len
)
def test_that_a_damaged_catalogue_is_missed(copied: Path, content: bytes) -> None:
    catalogue(copied, "es").write_bytes(content)
    with pytest.raises(MissingResourceError):
        load_language("es", copied)


def test_that_a_catalogue_cut_short_is_missed(copied: Path) -> None:
    whole = catalogue(copied, "es").read_bytes()
    catalogue(copied, "es").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MissingResourceError):
        load_language("es", copied)


def test_that_a_catalogue_older_than_its_text_is_missed(copied: Path) -> None:
    compiled = catalogue(copied, "en")
    made = compiled.stat().st_mtime
    os.utime(compiled.with_suffix(".po"), (made + 60, made + 60))
    with pytest.raises(MissingResourceError):
        load_language("en", copied)


def test_that_a_catalogue_shipped_without_its_text_loads(copied: Path) -> None:
    catalogue(copied, "en").with_suffix(".po").unlink()
    assert load_language("en", copied).code == "en"
