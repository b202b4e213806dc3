"""What was found out about this place, in one sentence each, and what helps."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from PySide6.QtGui import QFontDatabase

from desktop.bridge.drive import Drive, DriveKind
from desktop.bridge.power import Power
from desktop.charts.tokens import FONT_FAMILY
from desktop.domain.errors import MissingResourceError, VecinosError
from desktop.language.language import LANGUAGES, MINUS, load_language
from desktop.session.run_speed import RunSpeed
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext

LEAST_FREE = 500_000_000
"""Bytes; with less a library and its backups may not fit."""
SLOW_SECONDS = 0.25
"""A run that takes longer is felt when a slider is let go."""


class CheckId(StrEnum):
    """Name a check; its title is the message `place.check.<check>`."""

    SCREENS = "screens"
    KEYS = "keys"
    REMOTE = "remote"
    SOUND = "sound"
    AWAKE = "awake"
    IDLE = "idle"
    POWER = "power"
    LIBRARY = "library"
    DISK = "disk"
    MODEL = "model"
    LANGUAGES = "languages"
    CLOCK = "clock"


class Verdict(StrEnum):
    """Say how a check came out; its words are the message `place.verdict.<verdict>`."""

    GOOD = "good"
    CARE = "care"
    BAD = "bad"
    UNKNOWN = "unknown"
    YOURS = "yours"
    """Only who stands there can tell."""
    TRYING = "trying"


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what a check came to, and what helps where something does."""

    verdict: Verdict
    sentence: str
    remedy: str = ""


def sound(look: UiContext, *, heard: bool | None) -> Finding:
    """Word whether somebody heard the beep; None while nobody said."""
    if heard is None:
        return Finding(Verdict.YOURS, look.text("place.sound"))
    if heard:
        return Finding(Verdict.GOOD, look.text("place.sound_heard"))
    return Finding(
        Verdict.CARE, look.text("place.sound_unheard"), look.text("place.sound_unheard.remedy")
    )


def awake(look: UiContext, *, held: bool) -> Finding:
    """Word whether the display can be kept on."""
    if held:
        return Finding(Verdict.GOOD, look.text("place.awake"))
    return Finding(Verdict.CARE, look.text("place.awake_not"), look.text("place.awake_not.remedy"))


def idle(look: UiContext, seconds: int | None, *, held: bool | None) -> Finding:
    """Word after how long the display goes dark by itself, given whether it is kept on."""
    if seconds is None:
        return Finding(
            Verdict.UNKNOWN, look.text("place.idle_unknown"), look.text("place.idle.remedy")
        )
    if seconds == 0:
        return Finding(Verdict.GOOD, look.text("place.idle_never"))
    sentence = look.language.plural("place.idle", max(1, round(seconds / 60)))
    if held:
        return Finding(Verdict.GOOD, sentence)
    return Finding(Verdict.CARE, sentence, look.text("place.idle.remedy"))


def power(look: UiContext, found: Power | None) -> Finding:
    """Word what the machine runs on."""
    if found is None:
        sentence = look.text("place.power_unknown")
        return Finding(Verdict.UNKNOWN, sentence, look.text("place.power.remedy"))
    percent = look.language.number(found.percent)
    if found.plugged:
        return Finding(Verdict.GOOD, look.text("place.power_mains", percent=percent))
    if found.plugged is None:
        sentence, verdict = look.text("place.power_some", percent=percent), Verdict.UNKNOWN
    else:
        sentence, verdict = look.text("place.power_battery", percent=percent), Verdict.CARE
    return Finding(verdict, sentence, look.text("place.power.remedy"))


def disk(look: UiContext, found: Drive | None) -> Finding:
    """Word where the library lies, and how much is free there; None where it is gone."""
    if found is None:
        return Finding(
            Verdict.BAD, look.text("place.disk_gone"), look.text("place.disk_gone.remedy")
        )
    if found.free < LEAST_FREE:
        size = look.language.number(found.free / 1e6)
        sentence = look.text("place.disk_full", megabytes=size)
        return Finding(Verdict.CARE, sentence, look.text("place.disk_full.remedy"))
    size = look.language.number(found.free / 1e9, 1)
    if found.kind is DriveKind.FIXED:
        return Finding(Verdict.GOOD, look.text("place.disk_fixed", gigabytes=size))
    if found.kind is DriveKind.UNKNOWN:
        return Finding(Verdict.UNKNOWN, look.text("place.disk_unknown", gigabytes=size))
    if found.kind is DriveKind.REMOVABLE:
        sentence = look.text("place.disk_removable", gigabytes=size)
    else:
        sentence = look.text("place.disk_network", gigabytes=size)
    return Finding(Verdict.CARE, sentence, look.text("place.disk_outside.remedy"))


def model(look: UiContext, found: RunSpeed) -> Finding:
    """Word what runs the model, and how long it took."""
    taken = look.language.number(found.seconds * 1000)
    members = look.language.number(found.members)
    if not found.compiled:
        sentence = look.text("place.model_numpy", members=members, milliseconds=taken)
        return Finding(Verdict.CARE, sentence, look.text("place.model_numpy.remedy"))
    sentence = look.text("place.model", members=members, milliseconds=taken)
    if found.seconds > SLOW_SECONDS:
        return Finding(Verdict.CARE, sentence, look.text("place.model_slow.remedy"))
    return Finding(Verdict.GOOD, sentence)


def unsaved(look: UiContext, error: VecinosError) -> Finding:
    """Word why a trial save failed."""
    return Finding(Verdict.BAD, look.text("place.library_not"), look.language.error(error))


def languages(look: UiContext) -> Finding:
    """Word whether both catalogues and the type are there; from any thread."""
    try:
        for code in LANGUAGES:
            load_language(code, look.resources)
    except MissingResourceError as error:
        return Finding(Verdict.BAD, look.language.error(error))
    if FONT_FAMILY not in QFontDatabase.families():
        return Finding(
            Verdict.BAD, look.text("place.type_missing"), look.text("place.type_missing.remedy")
        )
    return Finding(Verdict.GOOD, look.text("place.languages"))


def clock(look: UiContext, now: datetime | None = None) -> Finding:
    """Word what the machine takes the time to be."""
    instant = (now or datetime.now(UTC)).astimezone()
    zone = f"{instant:%z}"
    offset = f"UTC{zone[0].replace('-', MINUS)}{zone[1:3]}:{zone[3:5]}"
    sentence = look.text("place.clock", instant=instant_words(instant, look), zone=offset)
    return Finding(Verdict.YOURS, sentence, look.text("place.clock.remedy"))
