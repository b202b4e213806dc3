"""Instants and sizes in words."""

from datetime import datetime

from desktop.domain.clock import Month
from desktop.ui.ui_context import UiContext


def instant_words(instant: datetime, look: UiContext) -> str:
    """Return day and time where the program runs, such as `12 Nov 2026, 10:42`."""
    local = instant.astimezone()
    return look.text(
        "scenarios.day",
        day=local.day,
        month_year=look.language.date(Month(local.year, local.month)),
        time=f"{local:%H:%M}",
    )


def short_instant(instant: datetime, now: datetime, look: UiContext) -> str:
    """Return the time for something of today, else the day."""
    local = instant.astimezone()
    if local.date() == now.astimezone().date():
        return look.text("scenarios.today", time=f"{local:%H:%M}")
    return look.text(
        "scenarios.on_day",
        day=local.day,
        month_year=look.language.date(Month(local.year, local.month)),
    )
