"""In the room and on pages of a play levers go by the desk's own names; in what goes out not."""

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.bridge.document_signals import DocumentSignals
from desktop.document.document import Document
from desktop.document.own_names import NameLever
from desktop.document.play.scenario import request
from desktop.domain.play.entries import Offer
from desktop.domain.scenario import LeverName, Scenario
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.entry_words import EntryWords
from desktop.session.play.spoken import SpokenSetup
from tests.document.play.played import US, WORDS, two_rounds

OWN = LeverName(WORDS, "Softer words", "Palabras suaves")


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_an_own_name_is_spoken_in_its_language_and_changes_no_number(
    qapp: QCoreApplication, qtbot: QtBot, code: LanguageCode
) -> None:
    table = two_rounds()
    setup, state = table.setup, table.record.state
    document = Document(setup.model, Scenario("Desk"))
    signals = DocumentSignals(document)
    spoken = SpokenSetup(document, signals)
    assert spoken.of(setup) is setup
    with qtbot.waitSignal(spoken.changed):
        document.apply(NameLever(OWN))
    found = spoken.of(setup)
    assert spoken.of(setup) is found
    language = load_language(code, RESOURCES)
    own = {"en": OWN.en, "es": OWN.es}[code]
    assert own in EntryWords(found, language).words(Offer(US, WORDS, 20.0))
    assert own not in EntryWords(setup, language).words(Offer(US, WORDS, 20.0))
    assert request(found, state) == request(setup, state)
    assert found.model.digest == setup.model.digest
    with qtbot.waitSignal(spoken.changed):
        document.undo()
    assert spoken.of(setup) is setup


def test_that_another_scenario_on_the_desk_brings_its_own_names(
    qapp: QCoreApplication, qtbot: QtBot
) -> None:
    setup = two_rounds().setup
    document = Document(setup.model, Scenario("Desk", lever_names=(OWN,)))
    signals = DocumentSignals(document)
    spoken = SpokenSetup(document, signals)
    assert spoken.of(setup).model.levers[WORDS].short.es == OWN.es
    with qtbot.waitSignal(spoken.changed):
        document.load(Scenario("Another"))
    assert spoken.of(setup) is setup
