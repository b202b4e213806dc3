"""`resources/help/`: a help card for every lever, a file for each family of levers."""

from collections.abc import Collection, Iterator
from pathlib import Path

from desktop.domain.help_card import HelpCard, Message, RecordedExample
from desktop.domain.lever import Family, Lever
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode, Wording
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.tables import Table, file_bytes, parse
from desktop.modelfiles.words import short_enough

LEAST_WORDS, MOST_WORDS = 100, 250
"""Of all texts of a card together, in each language."""
MOST_TEXT = 420
"""Characters of one text."""
_MESSAGES, _EXAMPLES, _CHARTS = (2, 3), (1, 4), (2, 4)


def card_file(family: Family) -> str:
    """Return the file, inside the resources, that holds the cards of a family's levers."""
    return f"help/{family}.toml"


def read_help_cards(model: Model, folder: Path = RESOURCES) -> dict[str, HelpCard]:
    """Read the cards of all levers of a model, family by family.

    Raise ModelFileError at the first fault: a lever without a card, a card of no lever, one too
    long or too short, a text in one language only, or anything named that the model does not have.
    Raise MissingResourceError where a file is not there.
    """
    cards: dict[str, HelpCard] = {}
    for family in Family:
        name = card_file(family)
        whole = parse(name, file_bytes(folder / name))
        levers = {one.id: one for one in model.levers.values() if one.family is family}
        for lever, table in whole.entries("card"):
            if lever not in levers:
                table.fault("", "unknown_name", name=lever)
            cards[lever] = _card(table, levers[lever], model)
        for lever in levers:
            if lever not in cards:
                whole.fault(f"card.{lever}", "missing_key")
        whole.close()
    return cards


def _card(table: Table, lever: Lever, model: Model) -> HelpCard:
    card = HelpCard(
        lever=lever.id,
        messages=tuple(_message(row, model) for row in _rows(table, "messages", *_MESSAGES)),
        examples=tuple(_example(row, model) for row in _rows(table, "examples", *_EXAMPLES)),
        gains=short_enough(table, "gains", MOST_TEXT),
        loses=short_enough(table, "loses", MOST_TEXT),
        against=short_enough(table, "against", MOST_TEXT),
        charts=_known(table, "charts", model.indicators),
        settings=_settings(table, lever),
    )
    least, most = _CHARTS
    if not least <= len(card.charts) <= most:
        table.fault("charts", "out_of_limits", least=least, most=most)
    table.close()
    for language in ("en", "es"):
        count = words_of(card, language)
        if not LEAST_WORDS <= count <= MOST_WORDS:
            table.fault(language, "words_of_card", count=count, least=LEAST_WORDS, most=MOST_WORDS)
    return card


def texts_of(card: HelpCard) -> Iterator[Wording]:
    """Return every text of a card, in the order in which it is read."""
    yield from (message.text for message in card.messages)
    yield from (example.text for example in card.examples)
    yield from (card.gains, card.loses, card.against)
    yield from card.settings.values()


def words_of(card: HelpCard, language: LanguageCode) -> int:
    """Count the words of a card in one language."""
    return sum(len(text.text(language).split()) for text in texts_of(card))


def _rows(table: Table, key: str, least: int, most: int) -> list[Table]:
    rows = list(table.rows(key))
    if not least <= len(rows) <= most:
        table.fault(key, "out_of_limits", least=least, most=most)
    return rows


def _message(row: Table, model: Model) -> Message:
    message = Message(
        text=_text(row),
        claims=_known(row, "claims", model.claims),
        links=row.integers("links"),
        sources=_known(row, "sources", model.sources),
    )
    for link in message.links:
        if link not in model.links:
            row.fault("links", "unknown_name", name=link)
    if not (message.claims or message.links or message.sources):
        row.fault("claims", "missing_key")
    row.close()
    return message


def _example(row: Table, model: Model) -> RecordedExample:
    example = RecordedExample(
        month=row.month("month"), text=_text(row), sources=_known(row, "sources", model.sources)
    )
    if not example.sources:
        row.fault("sources", "missing_key")
    row.close()
    return example


def _settings(table: Table, lever: Lever) -> dict[float, Wording]:
    settings: dict[float, Wording] = {}
    for row in table.rows("settings"):
        value = row.number("value")
        if value in settings:
            row.fault("value", "repeated_item")
        settings[value] = _text(row)
        row.close()
    if settings.keys() != {notch.value for notch in lever.notches}:
        table.fault("settings", "not_the_notches")
    return settings


def _text(row: Table) -> Wording:
    text = row.own_wording()
    for key, said in (("en", text.en), ("es", text.es)):
        if len(said) > MOST_TEXT:
            row.fault(key, "text_too_long", most=MOST_TEXT)
    return text


def _known(table: Table, key: str, known: Collection[str]) -> tuple[str, ...]:
    names = table.texts(key)
    for name in names:
        if name not in known:
            table.fault(key, "unknown_name", name=name)
    return names
