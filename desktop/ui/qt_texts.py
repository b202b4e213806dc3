"""What Qt itself says: menus of fields, and the dialogs for files and printers that Qt draws."""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from desktop.domain.errors import MissingResourceError
from desktop.domain.wording import LanguageCode
from desktop.language.language import Language

_log = logging.getLogger(__name__)

QT_WRITTEN_IN: LanguageCode = "en"

KEYS_CONTEXT = "QShortcut"
"""Names of keys stay as everything else here names them, and as keyboards do: Ctrl+Shift+S."""

OURS = {
    ("QFileDialog", "&Look in:"): "qt.look_in",
    ("QFileDialog", "File &name:"): "qt.file_name",
    ("QFileDialog", "Files of &type:"): "qt.files_of_type",
    ("QFileDialog", "All Files (*)"): "qt.all_files",
    ("QFileDialog", "Show &hidden files"): "qt.hidden_files",
    ("QFileDialog", "Go to the parent directory"): "qt.parent_folder",
    ("QAbstractFileIconProvider", "Drive"): "qt.drive",
    ("QAbstractFileIconProvider", "Folder"): "qt.folder",
    ("QPrintWidget", "Output &file:"): "qt.output_file",
    ("QPageSetupWidget", "Page &order:"): "qt.page_order",
    ("QPageSetupWidget", "Pages &per sheet:"): "qt.pages_per_sheet",
    ("QPrintSettingsOutput", "Page &Set:"): "qt.page_set",
    ("QPrintSettingsOutput", "Pages"): "qt.pages",
    ("QPrintSettingsOutput", "Double Sided Printing"): "qt.both_sides",
    ("QPrintSettingsOutput", "Off"): "qt.one_side",
    ("QPrintSettingsOutput", "Long side binding"): "qt.long_edge",
    ("QPrintSettingsOutput", "Short side binding"): "qt.short_edge",
    (
        "QPrintSettingsOutput",
        (
            "Specify pages or ranges separated by commas. Ranges are specified by two numbers "
            "separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9."
        ),
    ): "qt.page_ranges",
}
"""Context and text of Qt -> our message, where Qt's translation is missing or says it otherwise."""


def shipped_texts(code: LanguageCode) -> Path:
    """Return the file in which Qt says its texts in another language than its own."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return Path(folder) / f"qtbase_{code}.qm"


class QtTexts(QTranslator):
    """Say Qt's texts in another language: as its own translation does, and in our words the rest.

    Raise MissingResourceError where that translation was not shipped.
    """

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.code = language.code
        path = shipped_texts(language.code)
        if not self.load(str(path)):
            raise MissingResourceError(path=path)
        self._ours = {said: language.text(message) for said, message in OURS.items()}

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return a text of Qt in this language, None where there is none."""
        said = self._ours.get((context, source))
        if said is None and context != KEYS_CONTEXT:
            said = super().translate(context, source, disambiguation, n)
        # Qt would take "" for the translation.
        return said or None  # type: ignore[return-value]  # the stub knows no null text


def speak(language: Language) -> None:
    """Let Qt say its own texts in a language from now on; what it lacks it says in English."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("the application comes first")
    spoken = application.findChildren(QtTexts)
    if language.code in {texts.code for texts in spoken}:
        return
    for texts in spoken:
        application.removeTranslator(texts)
        texts.setParent(None)
        texts.deleteLater()
    if language.code == QT_WRITTEN_IN:
        return
    try:
        application.installTranslator(QtTexts(language, application))
    except MissingResourceError:
        # A menu in English is no reason to keep people from their work; the self-test tells.
        _log.exception("Qt's own texts are missing")
