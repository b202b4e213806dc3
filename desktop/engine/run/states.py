"""How a state moves: by following an input, or by gathering a flow."""

from dataclasses import dataclass

from desktop.engine.language.expressions import Expression, Name, Number, Operation, Place, names

FLOW_PERIODS = {"month": 1.0, "year": 1.0 / 12.0}
"""What a flow's unit says after the stock's, and the share of it that a month moves."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Let a state follow its input: a month moves it by its speed × (input − state).

    Of two speeds the second is that while the input lies below the state.
    """

    place: Place
    start: Expression
    input: Expression
    speeds: tuple[Expression, ...]
    bounds: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Accumulation:
    """Let a state gather a flow; `bounds` cut the flow so that the state stays inside."""

    place: Place
    start: Expression
    flow: Expression
    bounds: tuple[float, float] | None


State = Relaxation | Accumulation


def parts(state: State) -> tuple[Expression, ...]:
    """Return the expressions that define a state, its start first."""
    if isinstance(state, Accumulation):
        return (state.start, state.flow)
    return (state.start, state.input, *state.speeds)


def month_share(stock_unit: str, flow_unit: str, place: Place) -> float:
    """Return the share of a flow that one month moves; raise ModelFileError for other units."""
    for period, share in FLOW_PERIODS.items():
        if flow_unit == f"{stock_unit}/{period}":
            return share
    raise place.error("flow_unit", stock_unit=stock_unit, flow_unit=flow_unit)


def relaxation(
    stock: str, plain: Accumulation, change: Expression, share: float
) -> Relaxation | None:
    """Return the relaxation that `change` is written as, `(x - s) / tau`, if it is one."""
    own = Name(stock)
    match change:
        case Operation("divide", (Operation("subtract", (source, known)), tau)) if known == own:
            above = Operation("greater", (source, own))
        case _:
            return None
    match tau:
        case Operation("if", (condition, *times)) if condition == above:
            pass
        case _:
            times = [tau]
    if any(stock in names(part) for part in (source, *times)):
        return None
    speeds = tuple(Operation("divide", (Number(share), time)) for time in times)
    return Relaxation(plain.place, plain.start, source, speeds, plain.bounds)
