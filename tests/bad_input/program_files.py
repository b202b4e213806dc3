"""Bad files of the program: its model, its history, its catalogues."""

from pathlib import Path

from tests.bad_input.case import Bad, aged, cut, project, replaced

CASES: tuple[Bad, ...] = (
    Bad(
        "model-damaged",
        ("levers",),
        1,
        "The model cannot be read: model/levers.toml, table lever.us_tariff_on_mexico, "
        "key low: a number is expected; restore the file or install Vecinos again.",
        "No se puede leer el modelo: model/levers.toml, tabla "
        "lever.us_tariff_on_mexico, clave low: se espera un número; restaure el "
        "archivo o vuelva a instalar Vecinos.",
        spoilt=("model/levers.toml", replaced("low = 0", 'low = "none"')),
    ),
    Bad(
        "model-not-toml",
        ("levers",),
        1,
        "The model cannot be read: model/units.toml, table –, key –: the file is not "
        "valid TOML: line 5, column 9; restore the file or install Vecinos again.",
        "No se puede leer el modelo: model/units.toml, tabla –, clave –: el archivo no "
        "es TOML válido: línea 5, columna 9; restaure el archivo o vuelva a instalar Vecinos.",
        spoilt=("model/units.toml", replaced("[unit", "[[unit")),
    ),
    Bad(
        "model-equation-damaged",
        ("project", "--members", "0", "--out", "old.csv"),
        1,
        "The model cannot be read: model/migration.toml, table "
        "auxiliary.threat_credibility, key equation: nothing is called no_such_thing; "
        "restore the file or install Vecinos again.",
        "No se puede leer el modelo: model/migration.toml, tabla "
        "auxiliary.threat_credibility, clave equation: nada lleva el nombre no_such_thing; "
        "restaure el archivo o vuelva a instalar Vecinos.",
        spoilt=("model/migration.toml", replaced('equation = "', 'equation = "no_such_thing + ')),
    ),
    Bad(
        "model-file-missing",
        ("events",),
        1,
        "A file of the program is missing, damaged or out of date: "
        "{resources}/model/events.toml; install Vecinos again or, in a source folder, "
        "run “make setup”.",
        "Falta un archivo del programa, está dañado o no está al día: "
        "{resources}/model/events.toml; vuelva a instalar Vecinos o, en una carpeta de "
        "código fuente, ejecute «make setup».",
        spoilt=("model/events.toml", Path.unlink),
    ),
    Bad(
        "history-damaged",
        project(),
        1,
        "The history cannot be read: history/mx_remittances_usd.csv, line 8: a number "
        "is expected; restore the file or install Vecinos again.",
        "No se pueden leer los datos históricos: history/mx_remittances_usd.csv, línea "
        "8: se espera un número; restaure el archivo o vuelva a instalar Vecinos.",
        spoilt=("history/mx_remittances_usd.csv", replaced("20", "twenty")),
    ),
    Bad(
        "history-missing",
        ("indicators",),
        1,
        "A file of the program is missing, damaged or out of date: "
        "{resources}/history/mx_remittances_usd.csv; install Vecinos again or, in a "
        "source folder, run “make setup”.",
        "Falta un archivo del programa, está dañado o no está al día: "
        "{resources}/history/mx_remittances_usd.csv; vuelva a instalar Vecinos o, en "
        "una carpeta de código fuente, ejecute «make setup».",
        spoilt=("history/mx_remittances_usd.csv", Path.unlink),
    ),
    Bad(
        "catalogue-missing",
        ("levers",),
        1,
        "The catalogue of English messages is missing, damaged or out of date: "
        "{resources}/i18n/{code}/LC_MESSAGES/vecinos.mo; install Vecinos again or, in "
        "a source folder, run “make setup”.",
        "Falta el catálogo de mensajes en español, está dañado o no está al día: "
        "{resources}/i18n/{code}/LC_MESSAGES/vecinos.mo; vuelva a instalar Vecinos o, "
        "en una carpeta de código fuente, ejecute «make setup».",
        spoilt=("i18n/{code}/LC_MESSAGES/vecinos.mo", Path.unlink),
    ),
    Bad(
        "catalogue-damaged",
        ("levers",),
        1,
        "The catalogue of English messages is missing, damaged or out of date: "
        "{resources}/i18n/{code}/LC_MESSAGES/vecinos.mo; install Vecinos again or, in "
        "a source folder, run “make setup”.",
        "Falta el catálogo de mensajes en español, está dañado o no está al día: "
        "{resources}/i18n/{code}/LC_MESSAGES/vecinos.mo; vuelva a instalar Vecinos o, "
        "en una carpeta de código fuente, ejecute «make setup».",
        spoilt=("i18n/{code}/LC_MESSAGES/vecinos.mo", cut),
    ),
    Bad(
        "catalogue-out-of-date",
        ("levers",),
        1,
        "The catalogue of English messages is missing, damaged or out of date: "
        "{resources}/i18n/{code}/LC_MESSAGES/vecinos.mo; install Vecinos again or, in "
        "a source folder, run “make setup”.",
        "Falta el catálogo de mensajes en español, está dañado o no está al día: "
        "{resources}/i18n/{code}/LC_MESSAGES/vecinos.mo; vuelva a instalar Vecinos o, "
        "en una carpeta de código fuente, ejecute «make setup».",
        spoilt=("i18n/{code}/LC_MESSAGES/vecinos.mo", aged),
    ),
)
