"""The table of bad input: what is typed, what is spoilt, and the exact answer in both languages."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CAPABILITIES_VERSION = 0x20080522
OVERRIDE, READ_SEARCH = 1, 2
"""What lets the super-user ignore permissions; without it his are like anybody's."""


LONG_NAME = "n" * 300 + ".csv"


@contextlib.contextmanager
def permissions_that_bite() -> Iterator[None]:
    """Take this thread's power to ignore permissions, if it has it."""
    library = ctypes.CDLL(None)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    assert library.capget(header, sets) == 0
    effective = sets[0]
    sets[0] = effective & ~(1 << OVERRIDE | 1 << READ_SEARCH)
    assert library.capset(header, sets) == 0
    try:
        yield
    finally:
        sets[0] = effective
        assert library.capset(header, sets) == 0


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond four kilobytes; Python ignores the signal that goes with it."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A module imported meanwhile would leave half a file of byte code, which nobody can read again.
    writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.dont_write_bytecode = writes_none


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow beyond a hundred bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


POSIX_ONLY: Mapping[Callable[[], contextlib.AbstractContextManager[None]], str] = {
    permissions_that_bite: "permissions for the group and all others",
    full_disk: "a limit on the size of files",
    no_room: "a limit on the size of files",
}
"""The troubles that only a POSIX system can be brought into, and what each needs of it."""


def replaced(old: str, new: str) -> Callable[[Path], None]:
    """Return what puts other words into a file, once."""

    def spoil(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def cut(path: Path) -> None:
    """Keep the first half of a file."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def aged(path: Path) -> None:
    """Make a file ten minutes older than the text beside it."""
    made = path.with_suffix(".po").stat().st_mtime - 600
    os.utime(path, (made, made))


@dataclass(frozen=True)
class Bad:
    """Hold one case.

    In sentences `{here}` is the folder it is tried in, `{resources}` the folder of the program's
    files, `{code}` the language and `{long}` LONG_NAME.
    """

    name: str
    command: tuple[str, ...]
    code: int
    en: str
    es: str
    spoilt: tuple[str, Callable[[Path], object]] | None = None
    """A file of the resources, and what is done to it."""
    trouble: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext


def project(*words: str) -> tuple[str, ...]:
    """Return a projection, quick if it were made, over a file that stands there already."""
    return ("project", "--members", "0", "--out", "old.csv", *words)


def writing(path: str) -> tuple[str, ...]:
    """Return a sound projection to somewhere."""
    return ("project", "--members", "0", "--out", path)


def exporting(path: str, *words: str) -> tuple[str, ...]:
    """Return an export of the model to somewhere."""
    return ("export-model", path, *words)


CASES: tuple[Bad, ...] = (
    Bad(
        "unknown-lever",
        project("--set", "legal_pathway=2000"),
        2,
        "There is no lever legal_pathway; “vecinos levers” lists them.",
        "No existe la palanca legal_pathway; «vecinos levers» las enumera.",
    ),
    Bad(
        "value-too-high",
        project("--set", "us_tariff_on_mexico=9000"),
        2,
        "9,000 is out of range for us_tariff_on_mexico; choose a number from 0 to 30.",
        "9,000 está fuera del intervalo de us_tariff_on_mexico; elija un número de 0 a 30.",
    ),
    Bad(
        "value-negative",
        project("--set", "us_tariff_on_mexico=-1"),
        2,
        "−1 is out of range for us_tariff_on_mexico; choose a number from 0 to 30.",
        "−1 está fuera del intervalo de us_tariff_on_mexico; elija un número de 0 a 30.",
    ),
    Bad(
        "value-not-a-number",
        project("--set", "legal_pathways=nan"),
        2,
        "nan is not a number that legal_pathways can take; write a number from 0 to "
        "2,500, with a point for decimals and nothing between thousands.",
        "nan no es un número que legal_pathways admita; escriba un número de 0 a "
        "2,500, con punto decimal y sin separar los millares.",
    ),
    Bad(
        "value-infinite",
        project("--set", "legal_pathways=inf"),
        2,
        "inf is not a number that legal_pathways can take; write a number from 0 to "
        "2,500, with a point for decimals and nothing between thousands.",
        "inf no es un número que legal_pathways admita; escriba un número de 0 a "
        "2,500, con punto decimal y sin separar los millares.",
    ),
    Bad(
        "value-with-comma",
        project("--set", "legal_pathways=2,000"),
        2,
        "2,000 is not a number that legal_pathways can take; write a number from 0 to "
        "2,500, with a point for decimals and nothing between thousands.",
        "2,000 no es un número que legal_pathways admita; escriba un número de 0 a "
        "2,500, con punto decimal y sin separar los millares.",
    ),
    Bad(
        "setting-without-value",
        project("--set", "legal_pathways"),
        2,
        "legal_pathways is not a lever setting; write LEVER=VALUE, or "
        "LEVER=VALUE@2025-02/6..2029-12 with a first month, months of ramp and a last "
        "month.",
        "legal_pathways no es un ajuste de palanca; escriba PALANCA=VALOR, o "
        "PALANCA=VALOR@2025-02/6..2029-12 con primer mes, meses de rampa y último mes.",
    ),
    Bad(
        "moves-in-one-month",
        project("--set", "legal_pathways=2000", "--set", "legal_pathways=1000"),
        2,
        "legal_pathways moves twice in 2024-01; leave one of the two moves out, or give it "
        "another month.",
        "legal_pathways se mueve dos veces en 2024-01; omita uno de los dos movimientos o dele "
        "otro mes.",
    ),
    Bad(
        "moves-out-of-order",
        project("--set", "legal_pathways=2000@2026-02", "--set", "legal_pathways=1000@2025-02"),
        2,
        "legal_pathways cannot move in 2025-02 after it has moved in 2026-02; give its moves from "
        "the earliest month to the latest.",
        "legal_pathways no puede moverse en 2025-02 después de haberse movido en 2026-02; dé sus "
        "movimientos del mes más temprano al más tardío.",
    ),
    Bad(
        "move-after-an-end",
        project("--set", "legal_pathways=9@2025-02..2025-12", "--set", "legal_pathways=1@2026-02"),
        2,
        "An earlier move of legal_pathways was given the last month 2025-12; only the last move "
        "of a lever may have one.",
        "Un movimiento anterior de legal_pathways recibió 2025-12 como último mes; solo el último "
        "movimiento de una palanca puede tenerlo.",
    ),
    Bad(
        "moves-by-the-hundred",
        project(
            *(
                word
                for year in range(2024, 2037)
                for month in range(1, 13)
                for word in ("--set", f"legal_pathways={year}@{year}-{month:02d}")
            )
        ),
        2,
        "legal_pathways has 25 moves; 24 are the most it can have.",
        "legal_pathways tiene 25 movimientos; puede tener 24 a lo más.",
    ),
    Bad(
        "month-malformed",
        project("--set", "legal_pathways=2000@2025-2"),
        2,
        "2025-2 is not a month; write it as YYYY-MM, for example 2030-01.",
        "2025-2 no es un mes; escríbalo como AAAA-MM, por ejemplo 2030-01.",
    ),
    Bad(
        "month-that-is-none",
        project("--set", "legal_pathways=2000@2025-13"),
        2,
        "2025-13 is not a month; write it as YYYY-MM, for example 2030-01.",
        "2025-13 no es un mes; escríbalo como AAAA-MM, por ejemplo 2030-01.",
    ),
    Bad(
        "month-before-the-projection",
        project("--set", "legal_pathways=2000@2023-12"),
        2,
        "2023-12 is outside the projection; choose a month from 2024-01 to 2036-12.",
        "2023-12 queda fuera de la proyección; elija un mes de 2024-01 a 2036-12.",
    ),
    Bad(
        "month-after-the-projection",
        project("--set", "legal_pathways=2000@2037-01"),
        2,
        "2037-01 is outside the projection; choose a month from 2024-01 to 2036-12.",
        "2037-01 queda fuera de la proyección; elija un mes de 2024-01 a 2036-12.",
    ),
    Bad(
        "months-reversed",
        project("--set", "legal_pathways=2000@2030-01..2029-12"),
        2,
        "The last month, 2029-12, comes before the first, 2030-01.",
        "El último mes, 2029-12, es anterior al primero, 2030-01.",
    ),
    Bad(
        "ramp-negative",
        project("--set", "legal_pathways=2000@2025-02/-3"),
        2,
        "A ramp of −3 months is not possible; choose 0 to 156 months.",
        "Una gradualidad de −3 meses no es posible; elija de 0 a 156 meses.",
    ),
    Bad(
        "ramp-absurd",
        project("--set", "legal_pathways=2000@2025-02/100000"),
        2,
        "A ramp of 100,000 months is not possible; choose 0 to 156 months.",
        "Una gradualidad de 100,000 meses no es posible; elija de 0 a 156 meses.",
    ),
    Bad(
        "ramp-not-a-number",
        project("--set", "legal_pathways=2000@2025-02/soon"),
        2,
        "legal_pathways=2000@2025-02/soon is not a lever setting; write LEVER=VALUE, "
        "or LEVER=VALUE@2025-02/6..2029-12 with a first month, months of ramp and a "
        "last month.",
        "legal_pathways=2000@2025-02/soon no es un ajuste de palanca; escriba "
        "PALANCA=VALOR, o PALANCA=VALOR@2025-02/6..2029-12 con primer mes, meses de "
        "rampa y último mes.",
    ),
    Bad(
        "members-absurd",
        ("project", "--members", "1000000000", "--out", "old.csv"),
        2,
        "An ensemble of 1,000,000,000 members is not possible; choose 0 to 10,000.",
        "Un conjunto de 1,000,000,000 miembros no es posible; elija de 0 a 10,000.",
    ),
    Bad(
        "members-negative",
        ("project", "--members", "-5", "--out", "old.csv"),
        2,
        "An ensemble of −5 members is not possible; choose 0 to 10,000.",
        "Un conjunto de −5 miembros no es posible; elija de 0 a 10,000.",
    ),
    Bad(
        "members-not-a-number",
        ("project", "--members", "many", "--out", "old.csv"),
        2,
        "--members takes a whole number, not many.",
        "--members lleva un número entero, no many.",
    ),
    Bad(
        "seed-not-a-number",
        project("--seed", "lucky"),
        2,
        "--seed takes a whole number, not lucky.",
        "--seed lleva un número entero, no lucky.",
    ),
    Bad(
        "seed-negative",
        project("--seed", "-1"),
        2,
        "−1 cannot be a seed; choose 0 to 4,294,967,295.",
        "−1 no puede ser una semilla; elija de 0 a 4,294,967,295.",
    ),
    Bad(
        "event-unknown",
        project("--event", "alien_landing@2027-01"),
        2,
        "There is no event alien_landing; “vecinos events” lists them.",
        "No existe el evento alien_landing; «vecinos events» los enumera.",
    ),
    Bad(
        "event-without-month",
        project("--event", "migrant_caravan"),
        2,
        "migrant_caravan does not name an event and its month; write EVENT@2027-05.",
        "migrant_caravan no nombra un evento y su mes; escriba EVENTO@2027-05.",
    ),
    Bad(
        "event-outside",
        project("--event", "migrant_caravan@2050-01"),
        2,
        "2050-01 is outside the projection; choose a month from 2024-01 to 2036-12.",
        "2050-01 queda fuera de la proyección; elija un mes de 2024-01 a 2036-12.",
    ),
    Bad(
        "event-twice",
        project("--event", "migrant_caravan@2027-01", "--event", "migrant_caravan@2027-01"),
        2,
        "The event migrant_caravan was placed in 2027-01 more than once; place it once.",
        "El evento migrant_caravan se colocó más de una vez en 2027-01; colóquelo una sola vez.",
    ),
    *(
        Bad(
            f"event-size-{name}",
            project("--event", f"migrant_caravan@2027-01:{size}"),
            2,
            f"migrant_caravan@2027-01:{size} gives the event no size it can have; behind the colon "
            "write a number from 0 to 3, with a point for decimals.",
            f"migrant_caravan@2027-01:{size} no da al evento un tamaño posible; escriba tras los "
            "dos puntos un número de 0 a 3, con punto decimal.",
        )
        for name, size in (
            ("large", "9"),
            ("negative", "-1"),
            ("nan", "nan"),
            ("infinite", "inf"),
            ("empty", ""),
            ("of-two-points", "0.5.5"),
            ("overflowing", "1e400"),
        )
    ),
    Bad(
        "assumptions-unknown",
        project("--assumptions", "hopeful"),
        2,
        "There is no assumption set hopeful in this version; choose neutral, articles or studies.",
        "No existe en esta versión el conjunto de supuestos hopeful; elija neutral, articles o "
        "studies.",
    ),
    Bad(
        "assumptions-malformed",
        project("--assumptions", "articles,military_aid"),
        2,
        "articles,military_aid does not name assumptions; write SET, or "
        "SET,conflict=side,parameter=value, as “vecinos assumptions” lists them.",
        "articles,military_aid no nombra supuestos; escriba CONJUNTO, o "
        "CONJUNTO,desacuerdo=lado,parámetro=valor, como los enumera «vecinos assumptions».",
    ),
    Bad(
        "assumptions-conflict-unknown",
        project("--assumptions", "neutral,climate=studies"),
        2,
        "Nothing called climate can be set so; “vecinos assumptions” lists conflicts with their "
        "sides, and values with their limits.",
        "Nada llamado climate puede fijarse así; «vecinos assumptions» enumera los desacuerdos con "
        "sus lados y los valores con sus límites.",
    ),
    Bad(
        "assumptions-value-unknown",
        project("--assumptions", "neutral,trust_0=40"),
        2,
        "Nothing called trust_0 can be set so; “vecinos assumptions” lists conflicts with their "
        "sides, and values with their limits.",
        "Nada llamado trust_0 puede fijarse así; «vecinos assumptions» enumera los desacuerdos con "
        "sus lados y los valores con sus límites.",
    ),
    Bad(
        "assumptions-value-outside",
        project("--assumptions", "neutral,china_duty=75"),
        2,
        "china_duty cannot be held at 75; choose a value from 0 to 60.",
        "china_duty no puede fijarse en 75; elija un valor de 0 a 60.",
    ),
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
        "output-in-no-folder",
        writing("gone/new.csv"),
        1,
        "gone/new.csv could not be written: there is no such folder; nothing was "
        "changed, choose another place.",
        "No se pudo escribir gone/new.csv: no existe esa carpeta; no se cambió nada, "
        "elija otro lugar.",
    ),
    Bad(
        "output-is-a-folder",
        writing("folder.csv"),
        1,
        "folder.csv could not be written: a folder has that name; nothing was changed, "
        "choose another place.",
        "No se pudo escribir folder.csv: una carpeta tiene ese nombre; no se cambió "
        "nada, elija otro lugar.",
    ),
    Bad(
        "output-below-a-file",
        writing("old.csv/new.csv"),
        1,
        "old.csv/new.csv could not be written: there is no such folder; nothing was "
        "changed, choose another place.",
        "No se pudo escribir old.csv/new.csv: no existe esa carpeta; no se cambió "
        "nada, elija otro lugar.",
    ),
    Bad(
        "output-forbidden",
        writing("locked/new.csv"),
        1,
        "locked/new.csv could not be written: you may not write there; nothing was "
        "changed, choose another place.",
        "No se pudo escribir locked/new.csv: usted no tiene permiso para escribir "
        "allí; no se cambió nada, elija otro lugar.",
        trouble=permissions_that_bite,
    ),
    Bad(
        "output-over-a-forbidden-file",
        writing("locked/old.csv"),
        1,
        "locked/old.csv could not be written: you may not write there; nothing was "
        "changed, choose another place.",
        "No se pudo escribir locked/old.csv: usted no tiene permiso para escribir "
        "allí; no se cambió nada, elija otro lugar.",
        trouble=permissions_that_bite,
    ),
    Bad(
        "output-on-a-full-disk",
        writing("old.csv"),
        1,
        "old.csv could not be written: the disk is full or the file would be too large "
        "for it; nothing was changed, choose another place.",
        "No se pudo escribir old.csv: el disco está lleno o el archivo sería demasiado "
        "grande para él; no se cambió nada, elija otro lugar.",
        trouble=full_disk,
    ),
    Bad(
        "workbook-on-a-full-disk",
        writing("new.xlsx"),
        1,
        "new.xlsx could not be written: the disk is full or the file would be too "
        "large for it; nothing was changed, choose another place.",
        "No se pudo escribir new.xlsx: el disco está lleno o el archivo sería "
        "demasiado grande para él; no se cambió nada, elija otro lugar.",
        trouble=full_disk,
    ),
    Bad(
        "output-name-too-long",
        writing(LONG_NAME),
        1,
        "{long} could not be written: the name is too long; nothing was changed, "
        "choose another place.",
        "No se pudo escribir {long}: el nombre es demasiado largo; no se cambió nada, "
        "elija otro lugar.",
    ),
    Bad(
        "output-of-unknown-kind",
        writing("new.ods"),
        2,
        "new.ods does not say which kind of file to write; end its name in .csv or .xlsx.",
        "new.ods no indica qué clase de archivo escribir; termine su nombre en .csv o .xlsx.",
    ),
    Bad(
        "output-without-ending",
        writing("new"),
        2,
        "new does not say which kind of file to write; end its name in .csv or .xlsx.",
        "new no indica qué clase de archivo escribir; termine su nombre en .csv o .xlsx.",
    ),
    Bad(
        "picture-of-unknown-kind",
        ("snapshot", "new.jpg"),
        2,
        "new.jpg does not say which kind of file to write; end its name in .png.",
        "new.jpg no indica qué clase de archivo escribir; termine su nombre en .png.",
    ),
    Bad(
        "picture-in-no-folder",
        ("snapshot", "gone/new.png"),
        1,
        "gone/new.png could not be written: there is no such folder; nothing was "
        "changed, choose another place.",
        "No se pudo escribir gone/new.png: no existe esa carpeta; no se cambió nada, "
        "elija otro lugar.",
    ),
    Bad(
        "picture-without-name",
        ("snapshot",),
        2,
        "“vecinos snapshot” needs OUT.png; “vecinos snapshot --help” shows how.",
        "A «vecinos snapshot» le falta IMAGEN.png; «vecinos snapshot --help» muestra cómo.",
    ),
    Bad(
        "picture-too-small",
        ("snapshot", "new.png", "--size", "100x100"),
        2,
        "100x100 is not a size the picture can have; write WIDTHxHEIGHT, from 960x560 "
        "to 7680x4320.",
        "100x100 no es un tamaño posible para la imagen; escriba ANCHOxALTO, de "
        "960x560 a 7680x4320.",
    ),
    Bad(
        "picture-size-malformed",
        ("snapshot", "new.png", "--size", "wide"),
        2,
        "wide is not a size the picture can have; write WIDTHxHEIGHT, from 960x560 to 7680x4320.",
        "wide no es un tamaño posible para la imagen; escriba ANCHOxALTO, de 960x560 a 7680x4320.",
    ),
    Bad(
        "picture-scale-unknown",
        ("snapshot", "new.png", "--scale", "3"),
        2,
        "--scale cannot be 3; choose 1, 1.5, 2 or 2.5.",
        "--scale no puede ser 3; elija 1, 1.5, 2 o 2.5.",
    ),
    Bad(
        "picture-theme-unknown",
        ("snapshot", "new.png", "--theme", "pink"),
        2,
        "--theme cannot be pink; choose light or dark.",
        "--theme no puede ser pink; elija light o dark.",
    ),
    Bad(
        "picture-view-unknown",
        ("snapshot", "new.png", "--view", "moon"),
        2,
        "--view cannot be moon; choose desk, hindcast or experiments.",
        "--view no puede ser moon; elija desk, hindcast o experiments.",
    ),
    Bad(
        "view-to-come",
        ("snapshot", "new.png", "--view", "room"),
        2,
        "--view room is not in this version.",
        "--view room no está en esta versión.",
    ),
    Bad(
        "model-of-unknown-kind",
        exporting("new.xml"),
        2,
        "new.xml does not say which kind of file to write; end its name in .xmile.",
        "new.xml no indica qué clase de archivo escribir; termine su nombre en .xmile.",
    ),
    Bad(
        "model-without-name",
        ("export-model",),
        2,
        "“vecinos export-model” needs FILE.xmile; “vecinos export-model --help” shows how.",
        "A «vecinos export-model» le falta ARCHIVO.xmile; «vecinos export-model --help» muestra "
        "cómo.",
    ),
    Bad(
        "model-in-no-folder",
        exporting("gone/new.xmile"),
        1,
        "gone/new.xmile could not be written: there is no such folder; nothing was "
        "changed, choose another place.",
        "No se pudo escribir gone/new.xmile: no existe esa carpeta; no se cambió nada, "
        "elija otro lugar.",
    ),
    Bad(
        "model-beside-a-folder-in-the-way",
        exporting("folder.xmile"),
        1,
        "folder.csv could not be written: a folder has that name; nothing was changed, "
        "choose another place.",
        "No se pudo escribir folder.csv: una carpeta tiene ese nombre; no se cambió "
        "nada, elija otro lugar.",
    ),
    Bad(
        "model-on-a-full-disk",
        exporting("old.xmile"),
        1,
        "old.xmile could not be written: the disk is full or the file would be too large for it; "
        "nothing was changed, choose another place.",
        "No se pudo escribir old.xmile: el disco está lleno o el archivo sería demasiado "
        "grande para él; no se cambió nada, elija otro lugar.",
        trouble=full_disk,
    ),
    Bad(
        "model-of-an-unknown-lever",
        exporting("old.xmile", "--set", "legal_pathway=2000"),
        2,
        "There is no lever legal_pathway; “vecinos levers” lists them.",
        "No existe la palanca legal_pathway; «vecinos levers» las enumera.",
    ),
    Bad(
        "model-of-a-member-too-many",
        exporting("old.xmile", "--member", "40", "--members", "40"),
        2,
        "40 is no member of an ensemble of 40; write “central” or a number from 0 to one less "
        "than the members.",
        "40 no es miembro de un conjunto de 40; escriba «central» o un número de 0 a uno menos "
        "que los miembros.",
    ),
    Bad(
        "model-of-a-member-without-number",
        exporting("old.xmile", "--member", "first"),
        2,
        "first is no member of an ensemble of 1,000; write “central” or a number from 0 to one "
        "less than the members.",
        "first no es miembro de un conjunto de 1,000; escriba «central» o un número de 0 a uno "
        "menos que los miembros.",
    ),
    Bad(
        "model-of-the-central-run-with-a-seed",
        exporting("old.xmile", "--member", "central", "--seed", "7"),
        2,
        "--seed goes only together with --member INDEX.",
        "--seed solo puede usarse junto con --member INDEX.",
    ),
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
        "language-unknown",
        ("levers", "--lang=fr"),
        2,
        "--lang cannot be fr; choose en or es.",
        "--lang no puede ser fr; elija en o es.",
    ),
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
        "valid TOML; restore the file or install Vecinos again.",
        "No se puede leer el modelo: model/units.toml, tabla –, clave –: el archivo no "
        "es TOML válido; restaure el archivo o vuelva a instalar Vecinos.",
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
