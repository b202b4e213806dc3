"""`replies.toml`: how others are likely to answer a lever or an event."""

from collections.abc import Mapping

from desktop.domain.lever import Grade, Lever
from desktop.domain.reply import Chance, Party, Reply
from desktop.modelfiles.elements import check_grounds
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table, check_id

_DIRECTIONS = {"up": 1, "down": -1}


def read_replies(
    whole: Table, register: SymbolTable, levers: Mapping[str, Lever]
) -> dict[str, Reply]:
    """Read the replies, in the order of the file; each rests on a claim or a source."""
    parties = _parties(whole)
    chances = _chances(whole)
    replies: dict[str, Reply] = {}
    for name, table in whole.entries("reply"):
        check_id(table, name)
        if table.has("lever") == table.has("event"):
            table.fault("lever", "lever_or_event")
        lever, direction, beyond = _move(table, register, levers)
        event = None
        if table.has("event"):
            event = register.refer(table, "event", table.text("event"), Kind.EVENT)
        by, chance = table.text("by"), table.text("chance")
        if by not in parties:
            table.fault("by", "unknown_choice", choices=", ".join(parties))
        if chance not in chances:
            table.fault("chance", "unknown_choice", choices=", ".join(chances))
        reply = Reply(
            id=name,
            lever=lever,
            event=event,
            direction=direction,
            beyond=beyond,
            by=parties[by],
            chance=chances[chance],
            text=table.own_wording(),
            claims=register.claims(table),
            sources=register.sources(table),
            grade=table.choice("grade", Grade),
        )
        if not reply.claims and not reply.sources:
            table.fault("sources", "missing_key")
        check_grounds(table, reply.grade, bool(reply.sources))
        replies[name] = reply
        table.close()
    whole.close()
    return replies


def _parties(whole: Table) -> dict[str, Party]:
    parties: dict[str, Party] = {}
    for name, table in whole.entries("party"):
        parties[name] = Party(name, table.own_wording())
        table.close()
    return parties


def _chances(whole: Table) -> dict[str, Chance]:
    chances: dict[str, Chance] = {}
    for name, table in whole.entries("chance"):
        low, high = table.within("low", 0, 1), table.within("high", 0, 1)
        if low >= high:
            table.fault("high", "not_above_low")
        chances[name] = Chance(name, table.own_wording(), low, high)
        table.close()
    return chances


def _move(
    table: Table, register: SymbolTable, levers: Mapping[str, Lever]
) -> tuple[str | None, int, float | None]:
    """Return the lever, which way it moves, and the setting past which the reply is meant."""
    if not table.has("lever"):
        return None, 0, None
    lever = register.refer(table, "lever", table.text("lever"), Kind.LEVER)
    direction = table.text("direction")
    if direction not in _DIRECTIONS:
        table.fault("direction", "unknown_choice", choices=", ".join(_DIRECTIONS))
    beyond = None
    if table.has("beyond") and lever in levers:
        beyond = table.within("beyond", levers[lever].low, levers[lever].high)
    elif table.has("beyond"):
        beyond = table.number("beyond")
    return lever, _DIRECTIONS[direction], beyond
