"""Lengths of time as they are typed."""

import pytest

from desktop.language.durations import clock_words, read_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10", 600),
        (" 7:30 ", 450),
        ("1:05:00", 3900),
        ("90 s", 90),
        ("90seg", 90),
        ("2,5 min", 150),
        ("5 minutos", 300),
        ("1 h", 3600),
        ("2 horas", 7200),
        ("0", None),
        ("0:00", None),
        ("", None),
        ("-3", None),
        ("7:75", None),
        ("ten", None),
        ("9" * 40, None),
    ],
)
def test_that_minutes_are_meant_unless_another_unit_is_said(
    text: str, seconds: float | None
) -> None:
    assert read_duration(text) == seconds


def test_that_a_clock_has_hours_where_there_are_any_and_is_read_as_it_was_meant() -> None:
    assert [clock_words(one) for one in (0, 59, 450, 3900)] == ["0:00", "0:59", "7:30", "1:05:00"]
    assert [read_duration(clock_words(one)) for one in (59, 450, 3900)] == [59, 450, 3900]
