"""What is said about an element of the model, in one language."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from desktop.document.causes import Cause, Causes, Kind
from desktop.domain.clock import Month
from desktop.engine.expressions import TIME, Expression, Name, Operation, replace_names
from desktop.engine.model import Effect, Link, Shape
from desktop.views.desk.look import Look
from desktop.views.explain.equation import Equation, Line, figure

_LETTERS = "abcdefgh"
"""What the arguments of a function are called in its definition."""
_NO_UNIT = "1"

Central = Mapping[str, NDArray[np.floating]]
"""Every variable of the central run, by step."""


class ElementWords:
    """Word the elements of one model."""

    def __init__(self, causes: Causes, look: Look) -> None:
        self._causes = causes
        self._look = look

    # ------------------------------------------------------------ names

    def name(self, element: str) -> str:
        """Return what an element, a lever, an indicator or an event is called."""
        causes, look = self._causes, self._look
        if element == TIME:
            return look.text("explain.name_time")
        if element in causes.model.pulses:
            return look.text(f"explain.name_pulse_{causes.votes_of(element)}")
        if element in causes.model.channels:
            fed = causes.of(element).feeds
            return look.text("explain.name_channel", target=self.name(fed[0]))
        wording = causes.name_of(element)
        if wording is None:
            # An argument of a function, a letter already.
            return element
        name = look.language.wording(wording)
        if causes.lever_of(element) is not None:
            return look.text("explain.name_force", lever=name)
        return name

    def unit(self, formal: str) -> str:
        """Return a formal unit in words; a pure number has none."""
        if formal == _NO_UNIT:
            return ""
        return self._look.language.wording(self._causes.model.units[formal])

    def with_unit(self, value: str, formal: str) -> str:
        """Return figures with the unit in words behind them."""
        unit = self.unit(formal)
        return self._look.text("explain.with_unit", value=value, unit=unit) if unit else value

    # ------------------------------------------------------------ values

    def value(self, element: str, step: int, central: Central) -> float | None:
        """Return what an element is at one step of the central run; None before the first run."""
        parameter = self._causes.model.parameters.get(element)
        if parameter is not None:
            return parameter.central
        path = central.get(element)
        return None if path is None else float(path[step])

    def values(self, element: str, month: Month, central: Central) -> str:
        """Return an element's value at the vantage and in a month, with the unit."""
        cause, clock = self._causes.of(element), self._causes.model.clock
        before = self.value(element, 0, central)
        after = self.value(element, clock.step(month), central)
        if before is None or after is None:
            return ""
        language = self._look.language
        first, last = figure(before, language), figure(after, language)
        both = first
        if first != last:
            both = self._look.text("explain.then_now", before=first, after=last)
        return self.with_unit(both, cause.unit)

    # ------------------------------------------------------------ equations

    def equation(self, expression: Expression) -> tuple[Line, ...]:
        """Return an equation line by line."""
        return Equation(self._look.language, self.name).lines(expression)

    def definitions(self, cause: Cause) -> list[tuple[str, tuple[Line, ...]]]:
        """Return the model's own functions that its equations call: head and lines of each."""
        model, writer = self._causes.model, Equation(self._look.language, self.name)
        waiting = [equation for _, equation in cause.equations]
        called: dict[str, None] = {}
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, Operation):
                waiting.extend(node.arguments)
                if node.name in model.functions and node.name not in called:
                    called[node.name] = None
                    waiting.append(self._causes.function(node.name)[1])
        found = []
        for name in called:
            arguments, body = self._causes.function(name)
            letters = {a: Name(_LETTERS[place]) for place, a in enumerate(arguments)}
            head = self._look.text(
                "explain.function",
                name=writer.function(name),
                arguments="; ".join(_LETTERS[: len(arguments)]),
            )
            found.append((head, writer.lines(replace_names(body, letters))))
        return found

    # ------------------------------------------------------------ sentences

    def nature(self, cause: Cause) -> list[str]:
        """Return the sentences that say what an element without an equation is."""
        look, model = self._look, self._causes.model
        language = look.language
        if cause.kind is Kind.PARAMETER:
            parameter = model.parameters[cause.id]
            low, central, high = (
                figure(value, language)
                for value in (parameter.low, parameter.central, parameter.high)
            )
            value = self.with_unit(central, cause.unit)
            if low == high:
                return [look.text("explain.constant", value=value)]
            return [look.text("explain.constant_range", value=value, low=low, high=high)]
        if cause.kind is Kind.NOISE:
            noise = model.noises[cause.id]
            sd = self.with_unit(figure(noise.sd, language), cause.unit)
            return [look.text("explain.noise", sd=sd, tau=figure(noise.tau, language))]
        if cause.kind is Kind.PULSE:
            pulse = model.pulses[cause.id]
            rise, fall = language.number(pulse.rise), language.number(pulse.fall)
            return [look.text("explain.pulse", rise=rise, fall=fall)]
        if cause.kind is Kind.CHANNEL:
            return [look.text("explain.channel")]
        if cause.kind is Kind.FORCE:
            return self._force(cause.id)
        return self._bounds(cause) if cause.kind is Kind.STOCK else []

    def effects(self, cause: Cause) -> list[str]:
        """Return what events do to an element, a sentence each."""
        return [self._effect(effect, cause.unit) for effect in cause.effects]

    def _effect(self, effect: Effect, unit: str) -> str:
        language = self._look.language
        fields = {
            "event": self.name(effect.event),
            "size": self.with_unit(_signed(effect.size, figure(effect.size, language)), unit),
        }
        months = language.number(effect.months)
        if effect.shape is Shape.IMPULSE:
            return self._look.text("explain.effect_impulse", **fields)
        if effect.shape is Shape.FADE:
            return self._look.text("explain.effect_fade", months=months, **fields)
        return self._look.text("explain.effect_window", months=months, **fields)

    def _force(self, element: str) -> list[str]:
        model, language = self._causes.model, self._look.language
        lever = model.levers[self._causes.lever_of(element) or ""]
        said = [language.wording(lever.sentence)]
        if lever.lead >= 1:
            lead = language.number(round(lever.lead))
            said.append(self._look.text("explain.lever", lead=lead))
        else:
            said.append(self._look.text("explain.lever_at_once"))
        return said

    def _bounds(self, cause: Cause) -> list[str]:
        bounds = self._causes.model.stocks[cause.id].bounds
        if bounds is None:
            return []
        low, high = (figure(end, self._look.language) for end in bounds)
        high = self.with_unit(high, cause.unit)
        return [self._look.text("explain.bounds", low=low, high=high)]

    # ------------------------------------------------------------ links

    def link(self, link: Link) -> str:
        """Return what acts on what, under the link's number."""
        ends = []
        for element, named in ((link.cause, link.cause_name), (link.effect, link.effect_name)):
            if named is not None:
                ends.append(self._look.language.wording(named))
            else:
                lever = self._causes.model.levers.get(element)
                known = element if lever is None else lever.id
                ends.append(self.name(known))
        return self._look.text("explain.link", number=link.number, cause=ends[0], effect=ends[1])

    def link_facts(self, link: Link) -> list[str]:
        """Return form, size, delay and grade of a link, its sources, and what is said about it."""
        look = self._look
        wording = look.language.wording
        said = [
            look.text(
                "explain.link_facts",
                form=look.text(f"explain.form.{link.form}"),
                size=wording(link.size),
                delay=wording(link.delay),
                grade=str(link.grade),
            )
        ]
        if link.sources:
            said.append(look.text("explain.link_sources", sources=", ".join(link.sources)))
        if link.refinement:
            said.append(look.text("explain.link_refinement"))
        if link.why is not None:
            said.append(look.text("explain.link_why", why=wording(link.why)))
        if link.change_my_mind is not None:
            said.append(look.text("explain.link_mind", finding=wording(link.change_my_mind)))
        return said


def _signed(value: float, words: str) -> str:
    return f"+{words}" if value > 0 else words
