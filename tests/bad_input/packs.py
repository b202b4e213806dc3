"""Bad packs, to write and to bring in."""

import contextlib
from collections.abc import Iterator

from db.library import Library
from tests.bad_input.case import Bad, full_disk, no_room, permissions_that_bite


@contextlib.contextmanager
def held_elsewhere() -> Iterator[None]:
    """Have the library open, as another program would."""
    with Library.open("held.vecinos-library"):
        yield


CASES: tuple[Bad, ...] = (
    Bad(
        "pack-without-name",
        ("pack",),
        2,
        "“vecinos pack” needs NAME|FOLDER; “vecinos pack --help” shows how.",
        "A «vecinos pack» le falta NOMBRE|CARPETA; «vecinos pack --help» muestra cómo.",
    ),
    Bad(
        "pack-without-output",
        (
            "pack",
            "Plan A",
        ),
        2,
        "“vecinos pack” needs OUT.vecinos; “vecinos pack --help” shows how.",
        "A «vecinos pack» le falta SALIDA.vecinos; «vecinos pack --help» muestra cómo.",
    ),
    Bad(
        "pack-of-an-empty-name",
        (
            "pack",
            "",
            "new.vecinos",
        ),
        2,
        "“vecinos pack” needs NAME|FOLDER; “vecinos pack --help” shows how.",
        "A «vecinos pack» le falta NOMBRE|CARPETA; «vecinos pack --help» muestra cómo.",
    ),
    Bad(
        "pack-of-an-unknown-name",
        (
            "pack",
            "Plan B",
            "new.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "There is no scenario Plan B in this library.",
        "No existe el escenario Plan B en esta biblioteca.",
    ),
    Bad(
        "pack-from-a-missing-library",
        (
            "pack",
            "Plan A",
            "new.vecinos",
            "--store",
            "gone.vecinos-library",
        ),
        1,
        "There is no library {here}/gone.vecinos-library; check the path.",
        "No existe la biblioteca {here}/gone.vecinos-library; revise la ruta.",
    ),
    Bad(
        "pack-of-unknown-kind",
        (
            "pack",
            "Plan A",
            "new.zip",
            "--store",
            "plans.vecinos",
        ),
        2,
        "new.zip does not say which kind of file to write; end its name in .vecinos.",
        "new.zip no indica qué clase de archivo escribir; termine su nombre en .vecinos.",
    ),
    Bad(
        "pack-over-a-library",
        (
            "pack",
            "Plan A",
            "plans.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "plans.vecinos could not be written: a library of scenarios has that name; nothing was "
        "changed, choose another place.",
        "No se pudo escribir plans.vecinos: una biblioteca de escenarios tiene ese nombre; no se "
        "cambió nada, elija otro lugar.",
    ),
    Bad(
        "pack-in-no-folder",
        (
            "pack",
            "Plan A",
            "gone/new.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "gone/new.vecinos could not be written: there is no such folder; nothing was changed, "
        "choose another place.",
        "No se pudo escribir gone/new.vecinos: no existe esa carpeta; no se cambió nada, elija "
        "otro lugar.",
    ),
    Bad(
        "pack-below-a-forbidden-folder",
        (
            "pack",
            "Plan A",
            "locked/new.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "locked/new.vecinos could not be written: you may not write there; nothing was changed, "
        "choose another place.",
        "No se pudo escribir locked/new.vecinos: usted no tiene permiso para escribir allí; no "
        "se cambió nada, elija otro lugar.",
        trouble=permissions_that_bite,
    ),
    Bad(
        "pack-on-a-full-disk",
        (
            "pack",
            "Plan A",
            "new.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "new.vecinos could not be written: the disk is full or the file would be too large for "
        "it; nothing was changed, choose another place.",
        "No se pudo escribir new.vecinos: el disco está lleno o el archivo sería demasiado "
        "grande para él; no se cambió nada, elija otro lugar.",
        trouble=no_room,
    ),
    Bad(
        "unpack-without-file",
        ("unpack",),
        2,
        "“vecinos unpack” needs FILE.vecinos; “vecinos unpack --help” shows how.",
        "A «vecinos unpack» le falta ARCHIVO.vecinos; «vecinos unpack --help» muestra cómo.",
    ),
    Bad(
        "unpack-two-files",
        (
            "unpack",
            "sound.vecinos",
            "cut.vecinos",
        ),
        2,
        "“vecinos unpack” does not take the argument cut.vecinos; “vecinos unpack --help” shows "
        "what it takes.",
        "«vecinos unpack» no admite el argumento cut.vecinos; «vecinos unpack --help» muestra lo "
        "que admite.",
    ),
    Bad(
        "unpack-a-missing-file",
        (
            "unpack",
            "gone.vecinos",
        ),
        1,
        "The pack gone.vecinos is not there or cannot be read; check the path.",
        "El paquete gone.vecinos no está o no se puede leer; revise la ruta.",
    ),
    Bad(
        "unpack-a-folder",
        (
            "unpack",
            "locked",
        ),
        1,
        "locked is not a pack of Vecinos; nothing was taken from it. Choose another file.",
        "locked no es un paquete de Vecinos; no se tomó nada de él. Elija otro archivo.",
    ),
    Bad(
        "unpack-a-forbidden-file",
        (
            "unpack",
            "hidden.vecinos",
        ),
        1,
        "The pack hidden.vecinos is not there or cannot be read; check the path.",
        "El paquete hidden.vecinos no está o no se puede leer; revise la ruta.",
        trouble=permissions_that_bite,
    ),
    Bad(
        "unpack-words",
        (
            "unpack",
            "words.vecinos",
        ),
        1,
        "words.vecinos is not a pack of Vecinos; nothing was taken from it. Choose another file.",
        "words.vecinos no es un paquete de Vecinos; no se tomó nada de él. Elija otro archivo.",
    ),
    Bad(
        "unpack-an-empty-file",
        (
            "unpack",
            "empty.vecinos",
        ),
        1,
        "empty.vecinos is not a pack of Vecinos; nothing was taken from it. Choose another file.",
        "empty.vecinos no es un paquete de Vecinos; no se tomó nada de él. Elija otro archivo.",
    ),
    Bad(
        "unpack-a-document",
        (
            "unpack",
            "document.vecinos",
        ),
        1,
        "document.vecinos is not a pack of Vecinos; nothing was taken from it. Choose another "
        "file.",
        "document.vecinos no es un paquete de Vecinos; no se tomó nada de él. Elija otro archivo.",
    ),
    Bad(
        "unpack-a-library",
        (
            "unpack",
            "plans.vecinos",
        ),
        1,
        "plans.vecinos is a library, not a pack; open it with “vecinos” and its path.",
        "plans.vecinos es una biblioteca, no un paquete; ábrala con «vecinos» y su ruta.",
    ),
    Bad(
        "unpack-a-cut-pack",
        (
            "unpack",
            "cut.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "cut.vecinos is damaged or holds what no pack may hold; nothing was taken from it. Ask "
        "for it again.",
        "cut.vecinos está dañado o contiene lo que no debe; no se tomó nada de él. Pídalo de "
        "nuevo.",
    ),
    Bad(
        "unpack-a-newer-pack",
        (
            "unpack",
            "newer.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "newer.vecinos was made by a newer Vecinos (pack format 11; this program reads up to "
        "{pack}); nothing was taken from it. Update Vecinos.",
        "newer.vecinos se hizo con una versión más reciente de Vecinos (formato de paquete 11; "
        "este programa lee hasta el {pack}); no se tomó nada de él. Actualice Vecinos.",
    ),
    Bad(
        "unpack-a-foreign-pack",
        (
            "unpack",
            "foreign.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "foreign.vecinos was not imported: its scenario Plan Z holds orbital_lasers, which the "
        "model of this Vecinos does not have, or not with that value and those months; update "
        "Vecinos, or ask for a pack made with this version.",
        "No se importó foreign.vecinos: su escenario Plan Z contiene orbital_lasers, que el "
        "modelo de este Vecinos no tiene, o no con ese valor y esos meses; actualice Vecinos o "
        "pida un paquete hecho con esta versión.",
    ),
    Bad(
        "unpack-an-event-of-an-impossible-size",
        (
            "unpack",
            "giant.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "The scenario “Plan Z” gives the event migrant_caravan the size 9; choose a number from 0 "
        "to 3.",
        "El escenario «Plan Z» da al evento migrant_caravan el tamaño 9; elija un número de 0 a 3.",
    ),
    Bad(
        "unpack-into-a-missing-library",
        (
            "unpack",
            "sound.vecinos",
            "--store",
            "gone.vecinos-library",
        ),
        1,
        "There is no library {here}/gone.vecinos-library; check the path.",
        "No existe la biblioteca {here}/gone.vecinos-library; revise la ruta.",
    ),
    Bad(
        "unpack-into-a-pack",
        (
            "unpack",
            "sound.vecinos",
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
        "unpack-into-a-library-open-elsewhere",
        (
            "unpack",
            "sound.vecinos",
            "--store",
            "held.vecinos-library",
        ),
        1,
        "{here}/held.vecinos-library is open in another Vecinos, so here it can only be read; "
        "close the other one and open it again.",
        "{here}/held.vecinos-library está abierto en otra ventana o equipo con Vecinos, así que "
        "aquí solo se puede leer; cierre el otro y vuelva a abrirlo.",
        trouble=held_elsewhere,
    ),
    Bad(
        "unpack-into-a-library-to-read-only",
        (
            "unpack",
            "sound.vecinos",
            "--store",
            "locked.vecinos-library",
        ),
        1,
        "{here}/locked.vecinos-library can be read but not written, so changes are not saved; "
        "copy it to a folder of yours and open the copy.",
        "{here}/locked.vecinos-library se puede leer pero no escribir, así que los cambios no se "
        "guardan; cópielo a una carpeta suya y abra la copia.",
        trouble=permissions_that_bite,
    ),
    Bad(
        "unpack-on-a-full-disk",
        (
            "unpack",
            "sound.vecinos",
            "--store",
            "plans.vecinos",
        ),
        1,
        "The drive refused to write {here}/plans.vecinos; the last change was not saved, all "
        "earlier ones are. Check the drive and its space, then try again.",
        "La unidad no permitió escribir {here}/plans.vecinos; el último cambio no se guardó, los "
        "anteriores sí. Revise la unidad y su espacio e intente de nuevo.",
        trouble=full_disk,
    ),
)
