"""What pins are called."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.pin import LETTERS, Pin, PinSource
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.views.compare.pin_words import pin_words, state_words
from tests.views.desks import look

NOW = datetime(2026, 11, 30, 6, 55, 40, tzinfo=UTC)


def _pins(*ages: float, source: PinSource = PinSource.NOW) -> tuple[Pin, ...]:
    made = ((NOW - timedelta(seconds=age)).isoformat() for age in ages)
    return tuple(
        Pin(letter, Scenario("Sonora"), source.value, made_at=when)
        for letter, when in zip(LETTERS, made, strict=False)
    )


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("source", list(PinSource))
def test_that_no_two_pins_of_a_scenario_are_called_alike(
    code: LanguageCode, source: PinSource
) -> None:
    pins = _pins(20, 10, 10, 10, source=source)
    names = [state_words(pin, pins, look(code), NOW) for pin in pins]
    assert len(set(names)) == len(pins), names
    assert len({pin_words(pin, pins, look(code), NOW) for pin in pins}) == len(pins)


def test_that_seconds_are_told_only_of_pins_of_one_minute() -> None:
    pins = _pins(20, 10, 3600)
    told = [state_words(pin, pins, look(), NOW)[-8:] for pin in pins]
    assert [one.count(":") for one in told] == [2, 2, 1]
    assert state_words(pins[0], pins[:1], look(), NOW).count(":") == 1
