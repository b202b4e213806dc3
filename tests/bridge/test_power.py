"""What a machine runs on is told as its system says it, and left open where it says nothing."""

import sys
from types import SimpleNamespace

import psutil
import pytest

from desktop.bridge import power
from desktop.bridge.power import Power, dark_of_xset, earliest_of_pmset, read_power

PMSET = """System-wide power settings:
Currently in use:
 standby              1
 sleep                15 (sleep prevented by coreaudiod)
 displaysleep         {minutes}
 disksleep            10
"""
XSET = """Screen Saver:
  prefer blanking:  yes    allow exposures:  yes
  timeout:  {blank}    cycle:  600
DPMS (Display Power Management Signaling):
  Standby: 0    Suspend: 0    Off: {off}
  DPMS is {able}
"""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (None, None),
        (SimpleNamespace(percent=54.2, power_plugged=False), Power(54.2, plugged=False)),
        (SimpleNamespace(percent=101, power_plugged=None), Power(100.0, plugged=None)),
    ],
)
def test_that_a_battery_is_told_as_the_system_tells_it(
    monkeypatch: pytest.MonkeyPatch, said: object, told: Power | None
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: said, raising=False)
    assert read_power() == told


def test_that_a_system_that_refuses_to_tell_leaves_it_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused() -> None:
        raise PermissionError

    monkeypatch.setattr(psutil, "sensors_battery", refused, raising=False)
    assert read_power() is None
    monkeypatch.delattr(psutil, "sensors_battery")
    assert read_power() is None


def test_that_macos_is_read_for_whichever_comes_first() -> None:
    assert earliest_of_pmset(PMSET.format(minutes=2)) == 120
    assert earliest_of_pmset(PMSET.format(minutes=0)) == 900
    assert earliest_of_pmset("pmset: Error 0x1") is None


def test_that_an_x_server_is_read_for_whichever_comes_first() -> None:
    assert dark_of_xset(XSET.format(blank=600, off=300, able="Enabled")) == 300
    assert dark_of_xset(XSET.format(blank=600, off=300, able="Disabled")) == 600
    assert dark_of_xset(XSET.format(blank=0, off=300, able="Disabled")) == 0
    assert dark_of_xset("xset:  unable to open display") is None


def test_that_a_system_without_the_program_asked_leaves_it_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def absent(*_: str) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(power, "_answer", absent)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    assert power.seconds_until_dark() is None
