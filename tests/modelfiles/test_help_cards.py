"""Help cards: one for every lever, in both languages, and nothing named that is not there."""

import re
import shutil
from pathlib import Path

import pytest

from desktop.domain.errors import MissingResourceError, ModelFileError
from desktop.domain.help_card import HelpCard
from desktop.domain.lever import Family
from desktop.domain.model.model import Model
from desktop.modelfiles.help_cards import (
    LEAST_WORDS,
    MOST_WORDS,
    card_file,
    read_help_cards,
    texts_of,
    words_of,
)
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES

BACKUP = "[card.mx_federal_backup]"


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model()


@pytest.fixture(scope="module")
def cards(model: Model) -> dict[str, HelpCard]:
    return read_help_cards(model)


def test_that_every_lever_has_a_card_of_its_length_in_both_languages(
    model: Model, cards: dict[str, HelpCard]
) -> None:
    assert cards.keys() == model.levers.keys()
    for card in cards.values():
        assert LEAST_WORDS <= words_of(card, "en") <= MOST_WORDS, card.lever
        assert LEAST_WORDS <= words_of(card, "es") <= MOST_WORDS, card.lever
        assert card.settings.keys() == {one.value for one in model.levers[card.lever].notches}


def test_that_every_text_is_a_sentence_and_no_language_stands_in_for_the_other(
    cards: dict[str, HelpCard],
) -> None:
    for card in cards.values():
        for text in texts_of(card):
            for said in (text.en, text.es):
                assert re.match(r"[A-ZÁÉÍÓÚÑ]", said), said
                assert said.endswith("."), said
            assert text.en != text.es, card.lever
            assert " the " not in f" {text.es} ", text.es


def test_that_examples_are_dated_inside_living_memory_in_their_order(
    cards: dict[str, HelpCard],
) -> None:
    for card in cards.values():
        months = [example.month for example in card.examples]
        assert months == sorted(months), card.lever
        assert 1990 <= months[0].year <= months[-1].year <= 2026


def _damaged(folder: Path, old: str, new: str, file: Family = Family.SECURITY) -> Path:
    shutil.copytree(RESOURCES / "help", folder / "help")
    path = folder / card_file(file)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "table", "key", "reason"),
    [
        (BACKUP, "[card.mx_federal_help]", "card.mx_federal_help", "–", "unknown_name"),
        (BACKUP, "[card.dea_access]", "card.dea_access", "–", "unknown_name"),
        (BACKUP, "[car.mx_federal_backup]", "–", "card.mx_federal_backup", "missing_key"),
        ('"homicide_rate", "criminal', '"homicides", "criminal', "card.mx_security_spending",
         "charts", "unknown_name"),
        ("links = [18] }", "links = [1800] }", "card.mx_security_spending.messages[1]", "links",
         "unknown_name"),
        (", links = [18] }", " }", "card.mx_security_spending.messages[1]", "claims",
         "missing_key"),
        ('claims = ["C54", "C55"]', 'claims = ["Z9"]', "card.mx_security_spending.messages[3]",
         "claims", "unknown_name"),
        ('sources = ["S84", "S106"]', 'sources = ["S9999"]',
         "card.mx_security_spending.examples[1]", "sources", "unknown_name"),
        ('sources = ["S84", "S106"]', "sources = []", "card.mx_security_spending.examples[1]",
         "sources", "missing_key"),
        ('month = "2019-12"', 'month = "December 2019"', "card.mx_security_spending.examples[1]",
         "month", "bad_month"),
        ("value = 70", "value = 71", "card.mx_federal_backup", "settings", "not_the_notches"),
        ('loses = { en = "Other programs', 'losses = { en = "Other programs',
         "card.mx_security_spending", "loses", "missing_key"),
        ("Money becomes police", "word " * 90 + "police",
         "card.mx_security_spending.messages[1]", "en", "text_too_long"),
        ("Money becomes police", "x" * 2500, "card.mx_security_spending.messages[1]", "en",
         "bad_text"),
        ("[card.mx_security_spending]", "[card.mx_security_spending", "–", "–", "not_toml"),
    ],
)  # fmt: skip
def test_that_a_card_with_a_fault_is_refused_with_its_place(
    model: Model, tmp_path: Path, old: str, new: str, table: str, key: str, reason: str
) -> None:
    with pytest.raises(ModelFileError) as refused:
        read_help_cards(model, _damaged(tmp_path, old, new))
    fields = refused.value.fields
    told = fields["file"], fields["table"], fields["key"], fields["reason"]
    assert told == ("help/security.toml", table, key, f"reason.{reason}")


def test_that_a_card_too_long_to_be_read_in_a_room_is_refused(model: Model, tmp_path: Path) -> None:
    gains = 'gains = { en = "'
    long = gains + "One more thing. " * 20
    folder = _damaged(tmp_path, gains, long, Family.DRUGS)
    text = (folder / "help/drugs.toml").read_text(encoding="utf-8")
    more = text.replace('loses = { en = "', 'loses = { en = "' + "Another one. " * 20, 1)
    (folder / "help/drugs.toml").write_text(more, encoding="utf-8")
    with pytest.raises(ModelFileError) as refused:
        read_help_cards(model, folder)
    assert refused.value.fields["reason"] == "reason.words_of_card"
    assert refused.value.fields["key"] == "en"


def test_that_a_missing_file_of_cards_is_named(model: Model, tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "help", tmp_path / "help")
    (tmp_path / "help/trade.toml").unlink()
    with pytest.raises(MissingResourceError):
        read_help_cards(model, tmp_path)
