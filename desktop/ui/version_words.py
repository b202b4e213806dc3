"""What a version of a scenario is called."""

from datetime import datetime, timedelta

from desktop.domain.clock import Month
from desktop.ui.timestamps import instant_words
from desktop.ui.ui_context import UiContext


def version_words(name: str, made_at: datetime, look: UiContext) -> str:
    """Return what a version is called in a sentence: its name, or when it was made."""
    when = instant_words(made_at, look)
    return look.text("versions.named", name=name, when=when) if name else when


def day_words(
    made_at: datetime, now: datetime, look: UiContext, *, to_the_second: bool = False
) -> str:
    """Return the time of something of today or yesterday, with the day in a word, else the day."""
    local, today = made_at.astimezone(), now.astimezone().date()
    time = f"{local:%H:%M:%S}" if to_the_second else f"{local:%H:%M}"
    if local.date() == today:
        return look.text("scenarios.today", time=time)
    if local.date() == today - timedelta(days=1):
        return look.text("compare.yesterday", time=time)
    month_year = look.language.date(Month(local.year, local.month))
    return look.text("scenarios.day", day=local.day, month_year=month_year, time=time)
