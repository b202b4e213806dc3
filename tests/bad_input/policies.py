"""Bad levers, months, members, events and assumptions."""

from tests.bad_input.case import Bad, project

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
)
