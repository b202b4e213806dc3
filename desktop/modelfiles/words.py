"""Limits on the texts that must fit a place on screen."""

from desktop.domain.wording import Wording
from desktop.modelfiles.tables import Table

MOST_NAME = 36
MOST_SHORT = 22


def short_enough(table: Table, key: str, most: int) -> Wording:
    """Return a wording of at most so many characters in both languages."""
    wording = table.wording(key)
    if max(len(wording.en), len(wording.es)) > most:
        table.fault(key, "text_too_long", most=most)
    return wording


def with_value(table: Table, key: str) -> Wording:
    """Return a template whose one field, in both languages, is `{value}`."""
    wording = table.wording(key)
    for text in (wording.en, wording.es):
        if text.count("{value}") != 1 or set("{}") & set(text.replace("{value}", "")):
            table.fault(key, "no_value_field")
    return wording
