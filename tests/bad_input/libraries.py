"""Bad libraries: to take a scenario from, to list, to bring back and to check."""

from tests.bad_input.case import LONG_NAME, Bad, full_disk, permissions_that_bite, project

CASES: tuple[Bad, ...] = (
    Bad(
        "scenario-unknown",
        project("--scenario", "Plan B", "--store", "plans.vecinos"),
        1,
        "There is no scenario Plan B in this library.",
        "No existe el escenario Plan B en esta biblioteca.",
    ),
    Bad(
        "store-without-scenario",
        project("--store", "plans.vecinos"),
        2,
        "--store goes only together with --scenario.",
        "--store solo puede usarse junto con --scenario.",
    ),
    Bad(
        "store-missing",
        ("scenarios", "--store", "gone.vecinos"),
        1,
        "There is no library {here}/gone.vecinos; check the path.",
        "No existe la biblioteca {here}/gone.vecinos; revise la ruta.",
    ),
    Bad(
        "store-never-made",
        ("scenarios",),
        1,
        "There is no library {here}/home/Vecinos/scenarios.vecinos-library; check the path.",
        "No existe la biblioteca {here}/home/Vecinos/scenarios.vecinos-library; revise la ruta.",
    ),
    Bad(
        "store-not-a-library",
        ("scenarios", "--store", "words.vecinos"),
        1,
        "{here}/words.vecinos is not a library of Vecinos; it was left as it is. "
        "Choose another file.",
        "{here}/words.vecinos no es una biblioteca de Vecinos; se dejó como está. "
        "Elija otro archivo.",
    ),
    Bad(
        "store-empty",
        ("scenarios", "--store", "empty.vecinos"),
        1,
        "{here}/empty.vecinos is empty, so it holds no scenarios; it was left as it "
        "is. Choose another library or a backup.",
        "{here}/empty.vecinos está vacío y no contiene escenarios; se dejó como está. "
        "Elija otra biblioteca o una copia de respaldo.",
    ),
    Bad(
        "store-of-another-program",
        ("scenarios", "--store", "other.vecinos"),
        1,
        "{here}/other.vecinos is a database of another program; it was left as it is. "
        "Choose another file.",
        "{here}/other.vecinos es una base de datos de otro programa; se dejó como "
        "está. Elija otro archivo.",
    ),
    Bad(
        "store-a-folder",
        ("scenarios", "--store", "locked"),
        1,
        "{here}/locked is a folder; choose the library file inside it.",
        "{here}/locked es una carpeta; elija el archivo de biblioteca que contiene.",
    ),
    Bad(
        "store-forbidden",
        ("scenarios", "--store", "secret.vecinos"),
        1,
        "{here}/secret.vecinos cannot be read; ask its owner for permission, or check the drive.",
        "{here}/secret.vecinos no se puede leer; pida permiso a quien lo administra o "
        "revise la unidad.",
        trouble=permissions_that_bite,
    ),
    Bad(
        "list-of-a-pack",
        (
            "scenarios",
            "--store",
            "sound.vecinos",
        ),
        1,
        "{here}/sound.vecinos is a pack of scenarios, not a library; import it into your library "
        "with “vecinos unpack”.",
        "{here}/sound.vecinos es un paquete de escenarios, no una biblioteca; "
        "impórtelo a su biblioteca con «vecinos unpack».",
    ),
    Bad(
        "list-at-an-address-that-is-none",
        (
            "scenarios",
            "--store",
            "http://example.org/plans",
        ),
        1,
        "http://example.org/plans is neither a file nor the address of a database that Vecinos "
        "can use.",
        "http://example.org/plans no es un archivo ni la dirección de una base de datos que "
        "Vecinos pueda usar.",
    ),
    Bad(
        "list-in-memory",
        (
            "scenarios",
            "--store",
            "sqlite://",
        ),
        1,
        "sqlite:// is neither a file nor the address of a database that Vecinos can use.",
        "sqlite:// no es un archivo ni la dirección de una base de datos que Vecinos pueda usar.",
    ),
    Bad(
        "list-without-driver",
        (
            "scenarios",
            "--store",
            "mysql://ana:secret@host/plans",
        ),
        1,
        "To open mysql://ana:***@host/plans the package MySQLdb is needed, which is not installed.",
        "Para abrir mysql://ana:***@host/plans hace falta el paquete MySQLdb, que no está "
        "instalado.",
    ),
    Bad(
        "list-of-a-torn-library",
        (
            "scenarios",
            "--store",
            "torn.vecinos-library",
        ),
        1,
        "{here}/torn.vecinos-library is damaged or was cut short; it was left as it is. Open a "
        "backup or another copy of it.",
        "{here}/torn.vecinos-library está dañado o incompleto; se dejó como está. Abra un "
        "respaldo u otra copia.",
    ),
    Bad(
        "list-of-a-later-library",
        (
            "scenarios",
            "--store",
            "later.vecinos-library",
        ),
        1,
        "{here}/later.vecinos-library was written by a newer Vecinos (library format 99; this "
        "program reads up to {library}); it was left as it is. Update Vecinos to open it.",
        "{here}/later.vecinos-library se creó con una versión más reciente de Vecinos (formato "
        "de biblioteca 99; este programa lee hasta el {library}); se dejó como está. Actualice "
        "Vecinos para abrirlo.",
    ),
    Bad(
        "list-of-an-older-library",
        ("scenarios", "--store", "older.vecinos-library"),
        1,
        "{here}/older.vecinos-library has library format 1 and must be brought to {library} first, "
        "which is done where it can be written; open it, or a copy of it, with “vecinos”.",
        "{here}/older.vecinos-library tiene el formato de biblioteca 1 y antes debe pasar al "
        "{library}, lo que se hace donde se puede escribir; ábralo, o abra una "
        "copia, con «vecinos».",
    ),
    Bad(
        "backups-of-a-missing-library",
        (
            "backups",
            "--store",
            "gone.vecinos-library",
        ),
        1,
        "There is no library {here}/gone.vecinos-library; check the path.",
        "No existe la biblioteca {here}/gone.vecinos-library; revise la ruta.",
    ),
    Bad(
        "backups-of-a-folder",
        (
            "backups",
            "--store",
            "locked",
        ),
        1,
        "{here}/locked is a folder; choose the library file inside it.",
        "{here}/locked es una carpeta; elija el archivo de biblioteca que contiene.",
    ),
    Bad(
        "backups-of-a-server",
        (
            "backups",
            "--store",
            "postgresql://ana:secret@host/plans",
        ),
        1,
        "postgresql://ana:***@host/plans is a database on a server, of which Vecinos makes no "
        "backups; ask whoever runs the server.",
        "postgresql://ana:***@host/plans es una base de datos en un servidor, de la que Vecinos "
        "no hace respaldos; pregunte a quien administra el servidor.",
    ),
    Bad(
        "backup-without-output",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "--restore",
            "1",
        ),
        2,
        "--restore goes only together with OUT.",
        "--restore solo puede usarse junto con SALIDA.",
    ),
    Bad(
        "backup-output-without-number",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "new.vecinos-library",
        ),
        2,
        "new.vecinos-library goes only together with --restore.",
        "new.vecinos-library solo puede usarse junto con --restore.",
    ),
    Bad(
        "backup-that-is-none",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "--restore",
            "9",
            "new.vecinos-library",
        ),
        1,
        "There is no backup 9 of {here}/plans.vecinos; “vecinos backups” lists those there are.",
        "No hay respaldo 9 de {here}/plans.vecinos; «vecinos backups» muestra los que hay.",
    ),
    Bad(
        "backup-number-that-is-none",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "--restore",
            "first",
            "new.vecinos-library",
        ),
        2,
        "--restore takes a whole number, not first.",
        "--restore lleva un número entero, no first.",
    ),
    Bad(
        "backup-over-a-file",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "--restore",
            "1",
            "old.csv",
        ),
        1,
        "old.csv could not be written: there is already a file of this name; nothing was "
        "changed, choose another place.",
        "No se pudo escribir old.csv: ya hay un archivo con ese nombre; no se cambió nada, elija "
        "otro lugar.",
    ),
    Bad(
        "backup-over-the-library",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "--restore",
            "1",
            "plans.vecinos",
        ),
        1,
        "plans.vecinos could not be written: there is already a file of this name; nothing was "
        "changed, choose another place.",
        "No se pudo escribir plans.vecinos: ya hay un archivo con ese nombre; no se cambió nada, "
        "elija otro lugar.",
    ),
    Bad(
        "backup-in-no-folder",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "--restore",
            "1",
            "gone/new.vecinos-library",
        ),
        1,
        "gone/new.vecinos-library could not be written: there is no such folder; nothing was "
        "changed, choose another place.",
        "No se pudo escribir gone/new.vecinos-library: no existe esa carpeta; no se cambió nada, "
        "elija otro lugar.",
    ),
    Bad(
        "backup-to-a-name-too-long",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "--restore",
            "1",
            LONG_NAME,
        ),
        1,
        "{long} could not be written: the name is too long; nothing was changed, choose another "
        "place.",
        "No se pudo escribir {long}: el nombre es demasiado largo; no se cambió nada, elija otro "
        "lugar.",
    ),
    Bad(
        "backup-on-a-full-disk",
        (
            "backups",
            "--store",
            "plans.vecinos",
            "--restore",
            "1",
            "new.vecinos-library",
        ),
        1,
        "new.vecinos-library could not be written: the disk is full or the file would be too "
        "large for it; nothing was changed, choose another place.",
        "No se pudo escribir new.vecinos-library: el disco está lleno o el archivo sería "
        "demasiado grande para él; no se cambió nada, elija otro lugar.",
        trouble=full_disk,
    ),
    Bad(
        "check-without-file",
        ("check-store",),
        2,
        "“vecinos check-store” needs FILE; “vecinos check-store --help” shows how.",
        "A «vecinos check-store» le falta ARCHIVO; «vecinos check-store --help» muestra cómo.",
    ),
    Bad(
        "check-of-a-missing-library",
        (
            "check-store",
            "gone.vecinos-library",
        ),
        1,
        "There is no library {here}/gone.vecinos-library; check the path.",
        "No existe la biblioteca {here}/gone.vecinos-library; revise la ruta.",
    ),
    Bad(
        "check-of-a-pack",
        (
            "check-store",
            "sound.vecinos",
        ),
        1,
        "{here}/sound.vecinos is a pack of scenarios, not a library; import it into your library "
        "with “vecinos unpack”.",
        "{here}/sound.vecinos es un paquete de escenarios, no una biblioteca; "
        "impórtelo a su biblioteca con «vecinos unpack».",
    ),
    Bad(
        "check-of-a-torn-library",
        (
            "check-store",
            "torn.vecinos-library",
        ),
        1,
        "{here}/torn.vecinos-library is damaged or was cut short; it was left as it is. Open a "
        "backup or another copy of it.",
        "{here}/torn.vecinos-library está dañado o incompleto; se dejó como está. Abra un "
        "respaldo u otra copia.",
    ),
    Bad(
        "check-of-a-later-library",
        (
            "check-store",
            "later.vecinos-library",
        ),
        1,
        "{here}/later.vecinos-library was written by a newer Vecinos (library format 99; this "
        "program reads up to {library}); it was left as it is. Update Vecinos to open it.",
        "{here}/later.vecinos-library se creó con una versión más reciente de Vecinos (formato "
        "de biblioteca 99; este programa lee hasta el {library}); se dejó como está. Actualice "
        "Vecinos para abrirlo.",
    ),
    Bad(
        "check-of-words",
        (
            "check-store",
            "words.vecinos",
        ),
        1,
        "{here}/words.vecinos is not a library of Vecinos; it was left as it is. Choose another "
        "file.",
        "{here}/words.vecinos no es una biblioteca de Vecinos; se dejó como está. Elija otro "
        "archivo.",
    ),
)
