"""Bad places to write tables, pictures and models to, and bad choices of what to write."""

from tests.bad_input.case import (
    LONG_NAME,
    Bad,
    exporting,
    full_disk,
    permissions_that_bite,
    writing,
)

CASES: tuple[Bad, ...] = (
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
        "--view cannot be moon; choose desk, room, hindcast or experiments.",
        "--view no puede ser moon; elija desk, room, hindcast o experiments.",
    ),
    Bad(
        "month-seen-on-the-desk",
        ("snapshot", "new.png", "--until", "2027-06"),
        2,
        "--until goes only together with --view room.",
        "--until solo puede usarse junto con --view room.",
    ),
    Bad(
        "both-languages-on-the-desk",
        ("snapshot", "new.png", "--view", "desk", "--lang", "both"),
        2,
        "--lang both goes only together with --view room.",
        "--lang both solo puede usarse junto con --view room.",
    ),
    Bad(
        "month-seen-is-none",
        ("snapshot", "new.png", "--view", "room", "--until", "June"),
        2,
        "June is not a month; write it as YYYY-MM, for example 2030-01.",
        "June no es un mes; escríbalo como AAAA-MM, por ejemplo 2030-01.",
    ),
    Bad(
        "month-seen-beyond-the-horizon",
        ("snapshot", "new.png", "--view", "room", "--until", "2040-01"),
        2,
        "2040-01 is outside the projection; choose a month from 2012-01 to 2036-12.",
        "2040-01 queda fuera de la proyección; elija un mes de 2012-01 a 2036-12.",
    ),
    Bad(
        "room-too-small",
        ("snapshot", "new.png", "--view", "room", "--size", "9x9"),
        2,
        "9x9 is not a size the picture can have; write WIDTHxHEIGHT, from 640x480 to 7680x4320.",
        "9x9 no es un tamaño posible para la imagen; escriba ANCHOxALTO, de 640x480 a 7680x4320.",
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
)
