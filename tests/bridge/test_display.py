"""Whether there is a display."""

import sys

import pytest

from desktop.bridge.display import has_display


@pytest.mark.parametrize(
    ("variables", "answer"),
    [
        ({}, not sys.platform.startswith("linux")),
        ({"DISPLAY": ":7"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_that_a_display_is_looked_for_before_qt_is(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, answer: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_display() is answer
