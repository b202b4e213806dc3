"""Bad commands, options and arguments."""

from tests.bad_input.case import Bad, project

CASES: tuple[Bad, ...] = (
    Bad(
        "command-to-come",
        ("verify", "report.pdf"),
        2,
        "vecinos verify is not in this version.",
        "vecinos verify no está en esta versión.",
    ),
    Bad(
        "option-to-come",
        ("--safe-mode",),
        2,
        "--safe-mode is not in this version.",
        "--safe-mode no está en esta versión.",
    ),
    Bad(
        "option-unknown",
        project("--sett", "legal_pathways=2000"),
        2,
        "--sett is not an option of “vecinos project”; “vecinos project --help” lists them.",
        "--sett no es una opción de «vecinos project»; «vecinos project --help» las enumera.",
    ),
    Bad(
        "option-of-another-command",
        ("levers", "--members", "5"),
        2,
        "--members is not an option of “vecinos levers”; “vecinos levers --help” lists them.",
        "--members no es una opción de «vecinos levers»; «vecinos levers --help» las enumera.",
    ),
    Bad(
        "option-without-value",
        ("project", "--out"),
        2,
        "--out needs a value after it.",
        "--out debe ir seguida de un valor.",
    ),
    Bad(
        "option-twice",
        project("--out", "new.csv"),
        2,
        "--out was given more than once; give it once.",
        "--out aparece más de una vez; escríbala una sola vez.",
    ),
    Bad(
        "switch-with-value",
        ("levers", "--json=yes"),
        2,
        "--json takes no value.",
        "--json no lleva ningún valor.",
    ),
    Bad(
        "argument-too-many",
        ("levers", "migration"),
        2,
        "“vecinos levers” does not take the argument migration; “vecinos levers "
        "--help” shows what it takes.",
        "«vecinos levers» no admite el argumento migration; «vecinos levers --help» "
        "muestra lo que admite.",
    ),
    Bad(
        "command-unknown",
        ("projct",),
        2,
        "projct is neither a command nor a file; “vecinos --help” lists the commands.",
        "projct no es un comando ni un archivo; «vecinos --help» enumera los comandos.",
    ),
    Bad(
        "exercise-without-a-word",
        ("exercise", "demo.toml"),
        2,
        "vecinos exercise needs a word after it: list, validate, import-msel, export-msel or play.",
        "vecinos exercise necesita otra palabra: list, validate, import-msel, export-msel o play.",
    ),
    Bad(
        "sheet-of-injects-that-is-none",
        ("exercise", "import-msel", "old.csv", "--into", "demo", "--out", "new.toml"),
        1,
        "Nothing was taken from old.csv: its first row does not name the columns, one of which has "
        "to be “Id”; export the injects of an exercise for a sheet with all of them.",
        "No se tomó nada de old.csv: su primera fila no nombra las columnas, una de las cuales "
        "debe ser «Identificador»; exporte las incidencias de un ejercicio para tener una hoja con "
        "todas.",
    ),
    Bad(
        "exercise-missing",
        ("exercise", "validate", "none.toml"),
        1,
        "none.toml cannot be read; look whether it is there and you may open it. “vecinos "
        "exercise list” lists the exercises that come with the program.",
        "No se puede leer none.toml; revise si existe y si usted puede abrirlo. «vecinos "
        "exercise list» enumera los ejercicios que vienen con el programa.",
    ),
    Bad(
        "exercise-that-is-none",
        ("exercise", "validate", "old.csv"),
        1,
        "old.csv, table –, key –: the file is not valid TOML: line 1, column 5.\n"
        "The exercise in old.csv cannot be used as it is; mend what “vecinos exercise validate” "
        "lists.",
        "old.csv, tabla –, clave –: el archivo no es TOML válido: línea 1, columna 5.\n"
        "El ejercicio de old.csv no puede usarse como está; corrija lo que enumera «vecinos "
        "exercise validate».",
    ),
    Bad(
        "language-unknown",
        ("levers", "--lang=fr"),
        2,
        "--lang cannot be fr; choose en or es.",
        "--lang no puede ser fr; elija en o es.",
    ),
    Bad(
        "option-empty",
        (
            "scenarios",
            "--store",
            "",
        ),
        2,
        "--store needs a value after it.",
        "--store debe ir seguida de un valor.",
    ),
)
