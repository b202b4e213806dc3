"""A month and a ramp are read off the end of what somebody types."""

import pytest

from desktop.domain.clock import Month
from desktop.language.typed_timing import TypedTiming, read_timing

MARCH = Month(2026, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "tariff 25 2026-03 24",
        "Tariff to 25 from March 2026 over two years",
        "tariff 25 over 24 months from mar 2026",
        "tariff  at 25 starting in 3/2026 within 2 years",
        "tariff 25 march 2026 24 months",
    ],
)
def test_that_value_month_and_ramp_are_told_apart_in_either_order(typed: str) -> None:
    assert read_timing(typed, "en") == TypedTiming("tariff 25", MARCH, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "arancel a méxico 25 2026-03 24",
        "Arancel a México a 25 desde marzo de 2026 en 24 meses",
        "arancel a mexico 25 en dos años a partir de mar 2026",
        "arancel a mexico al 25 desde marzo del 2026 durante 2 años",
    ],
)
def test_that_spanish_is_read_with_and_without_accents(typed: str) -> None:
    for code in ("es", "en"):
        assert read_timing(typed, code) == TypedTiming("arancel a mexico 25", MARCH, 24)


@pytest.mark.parametrize(
    ("typed", "start", "ramp"),
    [
        ("tariff 2026-03", MARCH, None),
        ("tariff over a year", None, 12),
        ("tariff 6 months", None, 6),
        ("tariff start 2026-03", MARCH, None),
    ],
)
def test_that_what_is_not_typed_is_not_made_up(
    typed: str, start: Month | None, ramp: int | None
) -> None:
    assert read_timing(typed, "en") == TypedTiming("tariff", start, ramp)


@pytest.mark.parametrize("typed", ["tariff 25", "2026-03", "march 2026", "tariff 24 2026", "", " "])
def test_that_a_value_is_no_ramp_and_a_month_alone_names_no_lever(typed: str) -> None:
    assert read_timing(typed, "en") == TypedTiming(typed.strip())


@pytest.mark.parametrize("typed", ["x" * 10_000, "[(*\\", "\u202eشكرا 🚀", "25 " * 2_000])
def test_that_nothing_that_can_be_typed_is_too_much(typed: str) -> None:
    timing = read_timing(f"{typed} 2026-03 24", "en")
    assert (timing.start, timing.ramp) == (MARCH, 24)
