"""`events.toml`: the shocks, and what each does to the model."""

from desktop.domain.indicator import Event, Season
from desktop.domain.lever import Family, Grade
from desktop.domain.model.model import Effect, Shape
from desktop.modelfiles.elements import Elements, check_grounds
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table
from desktop.modelfiles.words import MOST_NAME, short_enough


def read_events(
    whole: Table, register: SymbolTable, elements: Elements
) -> tuple[dict[str, Event], tuple[Effect, ...]]:
    """Read the events and all their effects, in the order of the file."""
    events: dict[str, Event] = {}
    effects: list[Effect] = []
    for name, table in whole.entries("event"):
        register.define(table, Kind.EVENT, name)
        chance = table.numbers("yearly_chance")
        if len(chance) != 2:
            table.fault("yearly_chance", "not_pair")
        # Both 0: chance never draws it, only a person places it.
        if not 0 <= chance[0] <= chance[1] <= 1:
            table.fault("yearly_chance", "out_of_limits", least=0, most=1)
        events[name] = Event(
            id=name,
            family=table.choice("family", Family),
            name=short_enough(table, "name", MOST_NAME),
            sentence=table.wording("sentence"),
            yearly_chance=(chance[0], chance[1]),
            grade=table.choice("grade", Grade),
            sources=register.sources(table),
            claims=register.claims(table),
            season=table.choice("season", Season) if table.has("season") else None,
        )
        check_grounds(table, events[name].grade, bool(events[name].sources))
        own = [_effect(name, row, elements) for row in table.rows("effect")]
        if not own:
            table.fault("effect", "missing_key")
        effects.extend(own)
        table.close()
    whole.close()
    return events, tuple(effects)


def _effect(event: str, table: Table, elements: Elements) -> Effect:
    target = table.text("target")
    shape = table.choice("shape", Shape)
    # An impulse is a change of a stock; everything else needs a path that equations add.
    targets = elements.stocks if shape is Shape.IMPULSE else elements.channels
    if target not in targets:
        table.fault("target", "wrong_target", name=target)
    size = table.number("size")
    if size == 0:
        table.fault("size", "zero_size")
    months = 0.0
    if shape is not Shape.IMPULSE:
        months = table.within("months", 1, 240)
    delay = table.integer("delay", 0, 120) if table.has("delay") else 0
    table.close()
    return Effect(event, target, size, shape, months, delay)
