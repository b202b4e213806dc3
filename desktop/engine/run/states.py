"""How a state moves: by following an input, or by gathering a flow."""

from dataclasses import dataclass

from desktop.engine.language.expressions import Expression, Name, Number, Operation, Place, names

FLOW_PERIODS = {"month": 1.0, "year": 1.0 / 12.0}
"""What a flow's unit says after the stock's, and the share of it that a month moves."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Let a state follow its input: a month moves it by `rise` × (input − state).

    Where `fall` is given it is the speed while the input lies below the state.
    """

    place: Place
    start: Expression
    input: Expression
    rise: Expression
    fall: Expression | None
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
    fall = () if state.fall is None else (state.fall,)
    return (state.start, state.input, state.rise, *fall)


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
    gap, tau = _quotient(change)
    own = Name(stock)
    if (
        tau is None
        or not isinstance(gap, Operation)
        or gap.name != "subtract"
        or gap.arguments[1] != own
        or stock in names(gap.arguments[0])
    ):
        return None
    rise, fall = _two_speeds(tau, gap.arguments[0], own)
    speeds = (rise,) if fall is None else (rise, fall)
    if any(stock in names(speed) for speed in speeds):
        return None
    return Relaxation(
        plain.place,
        plain.start,
        gap.arguments[0],
        _speed(rise, share),
        None if fall is None else _speed(fall, share),
        plain.bounds,
    )


def _quotient(change: Expression) -> tuple[Expression | None, Expression | None]:
    if isinstance(change, Operation) and change.name == "divide":
        return change.arguments[0], change.arguments[1]
    return None, None


def _two_speeds(
    tau: Expression, source: Expression, own: Name
) -> tuple[Expression, Expression | None]:
    """Split `up if x > s else down`; any other time constant is one speed."""
    if (
        isinstance(tau, Operation)
        and tau.name == "if"
        and tau.arguments[0] == Operation("greater", (source, own))
    ):
        return tau.arguments[1], tau.arguments[2]
    return tau, None


def _speed(tau: Expression, share: float) -> Expression:
    return Operation("divide", (Number(share), tau))
