"""Entries of what people see and of what it rests on: levers and curves, links and sources."""

from collections.abc import Iterable, Iterator

from desktop.document.grounds import grounds_of, link_subject, web_address
from desktop.domain.assumptions import Conflict, Override, Position
from desktop.domain.claim import Claim, Mark
from desktop.domain.historical_record import DriverPast, Past
from desktop.domain.history import Series
from desktop.domain.indicator import Event, Indicator
from desktop.domain.lever import Grade, Lever
from desktop.domain.model.model import Link
from desktop.domain.wording import Wording
from desktop.reports.equation import figure
from desktop.reports.reach_words import move_words, short_of_record
from docs.reference.elements import ElementEntries, anchor
from docs.reference.entries import Entry, Fact, Page, Ref, Section

_PARTIES = ("us", "mx")


class EvidenceEntries:
    """Make the entries of one model and its past in one language."""

    def __init__(self, elements: ElementEntries, past: Past) -> None:
        self._in = elements
        self._past = past
        self._cited: dict[str, dict[Ref, None]] = {}

    def pages(self) -> Iterator[Page]:
        """Return levers, curves, events and links, then what they rest on."""
        model, words = self._in.model, self._in.words
        yield self._page("levers", map(self._lever, model.levers.values()))
        yield self._page("indicators", map(self._indicator, model.indicators.values()))
        yield self._page("events", map(self._event, model.events.values()))
        yield self._page("links", map(self._link, model.links.values()))
        catalogue = model.assumptions
        yield Page(
            "assumptions",
            words("assumptions"),
            (
                Section(words("sets"), tuple(map(self._set, catalogue.sets))),
                Section(
                    words("disagreements"), tuple(map(self._conflict, catalogue.conflicts.values()))
                ),
            ),
        )
        yield self._page("presets", map(self._preset, model.presets))
        yield self._page("claims", map(self._claim, model.claims.values()))
        yield self._page("series", map(self._series, model.series.values()))
        yield self._page("drivers_past", map(self._driver, self._past.drivers.values()))

    def sources(self, pages: Iterable[Page]) -> Page:
        """Return the sources, each with the entries that cite it."""
        cited: dict[str, dict[Ref, None]] = {}
        for page in pages:
            for entry in page.entries:
                for fact in entry.facts:
                    for ref in fact.refs:
                        if ref.anchor.startswith("source-"):
                            here = Ref(entry.title, entry.anchor)
                            cited.setdefault(ref.anchor, {})[here] = None
        made = []
        for source in self._in.model.sources.values():
            address = web_address(source)
            where = Ref(source.address, address=address or "", foreign=True)
            facts = [
                self._in.fact("address", (where,)),
                *self._in.optional("cited_by", cited.get(f"source-{source.id}", {})),
            ]
            made.append(
                Entry(
                    f"source-{source.id}",
                    source.id,
                    source.text,
                    "kind_source",
                    facts=tuple(facts),
                    foreign_title=True,
                )
            )
        return self._page("sources", made)

    def _page(self, name: str, entries: Iterable[Entry]) -> Page:
        title = self._in.words(name)
        return Page(name, title, (Section(title, tuple(entries)),))

    def _say(self, wording: Wording) -> str:
        return self._in.language.wording(wording)

    def _number(self, value: float) -> str:
        return figure(value, self._in.language)

    # ------------------------------------------------------------ levers, curves, events

    def _grounds(self, subject: str, besides: Iterable[str] = ()) -> list[Fact]:
        entries = self._in
        grounds = grounds_of(entries.causes, subject)
        return [
            *([entries.grade(grounds.grade)] if grounds.grade is not None else []),
            *entries.optional(
                "in_links", (entries.link_ref(each.number) for each in grounds.links)
            ),
            *entries.optional("claims_of", self._claim_refs(grounds.claims)),
            *entries.optional("disagreements", map(self._conflict_ref, grounds.conflicts)),
            *entries.optional(
                "sources", entries.source_refs((*grounds.own, *grounds.further, *besides))
            ),
            *entries.optional(
                "mind",
                (Ref(self._say(each.text)) for each in grounds.findings if each.link is None),
            ),
        ]

    def _claim_refs(self, claims: Iterable[Claim | str]) -> tuple[Ref, ...]:
        ids = (claim if isinstance(claim, str) else claim.id for claim in claims)
        return tuple(Ref(each, f"claim-{each}") for each in ids)

    def _conflict_ref(self, conflict: Conflict) -> Ref:
        return Ref(self._say(conflict.name), f"conflict-{conflict.id}")

    def _setting(self, lever: Lever, value: float) -> str:
        if lever.levels:
            return self._say(lever.levels[round(value - lever.low)])
        number = self._in.language.number(value, lever.decimals)
        return self._say(lever.display).replace("{value}", number)

    def _lever(self, lever: Lever) -> Entry:
        entries, words, language = self._in, self._in.words, self._in.language
        force = entries.causes.element_of(lever.id)
        assert force is not None
        low = self._setting(lever, lever.low) if lever.levels else self._number(lever.low)
        high = self._setting(lever, lever.high)
        cost = words("cost_of", us=self._number(lever.cost_us), mx=self._number(lever.cost_mx))
        facts = [
            entries.fact("range", words("to", low=low, high=high)),
            entries.fact("status_quo", self._setting(lever, lever.default)),
            entries.fact("holder", language.text(f"levers.held_by.{lever.holder}")),
            entries.fact("lead", language.plural("levers.card.months", round(lever.lead))),
            entries.fact("cost", cost),
            entries.fact("family", language.text(f"levers.family.{lever.family}")),
            *entries.optional("levels", (Ref(self._say(level)) for level in lever.levels)),
            *entries.optional("notches", self._notches(lever)),
            entries.fact("target", (entries.ref(lever.target.variable),)),
            *entries.optional("used_by", entries.refs(entries.causes.of(force).feeds)),
            *self._grounds(lever.id, self._past_sources(lever)),
            *self._lever_past(lever),
            *self._record(lever),
        ]
        sentences = [self._say(lever.sentence)]
        if lever.small_effect:
            sentences.append(language.text("levers.card.small_effect"))
        reach = entries.model.reaches.get(lever.id)
        if reach is not None and reach.move is not None and reach.move.falls_short:
            curve = entries.model.indicators[reach.move.indicator]
            sentences.append(short_of_record(reach, curve, language))
        return Entry(
            f"lever-{lever.id}",
            lever.id,
            self._say(lever.name),
            "kind_lever",
            tuple(sentences),
            facts=tuple(facts),
        )

    def _record(self, lever: Lever) -> list[Fact]:
        """Return the largest move on record of what a lever stands for."""
        entries, reach = self._in, self._in.model.reaches.get(lever.id)
        if reach is None:
            return []
        told = self._say(reach.text)
        if reach.move is not None:
            curve = entries.model.indicators[reach.move.indicator]
            size = move_words(reach.move.record, curve, entries.language)
            told = f"{self._say(curve.name)} {size}. {told}"
        return [
            entries.fact("on_record", told),
            *entries.optional("on_record_sources", entries.source_refs(reach.sources)),
        ]

    def _notches(self, lever: Lever) -> Iterator[Ref]:
        for notch in lever.notches:
            value = self._setting(lever, notch.value)
            yield Ref(f"{self._say(notch.name)} ({value})")

    def _past_sources(self, lever: Lever) -> Iterator[str]:
        past = self._past.levers.get(lever.id)
        for change in () if past is None else past.changes:
            yield from change.sources

    def _lever_past(self, lever: Lever) -> list[Fact]:
        past = self._past.levers.get(lever.id)
        if past is None:
            return []
        refs = []
        for change in past.changes:
            value = (
                self._setting(lever, change.value)
                if not lever.levels
                else self._number(change.value)
            )
            when = self._in.language.date(change.month)
            told = self._in.words("at", month=when, value=value)
            grade = self._in.words("grade")
            named = ", ".join(change.sources)
            refs.append(
                Ref(f"{told} · {self._say(change.why)} · {grade} {change.grade} {named}".strip())
            )
        return [self._in.fact("past", refs, listed=True)]

    def _indicator(self, indicator: Indicator) -> Entry:
        entries, words = self._in, self._in.words
        if indicator.series is not None:
            series = entries.model.series[indicator.series]
            measured: tuple[Ref, ...] = (Ref(self._say(series.name), f"series-{series.id}"),)
        else:
            low, high = indicator.start_range or (0.0, 0.0)
            span = words("to", low=self._number(low), high=self._number(high))
            measured = (Ref(words("no_series", range=span)),)
        facts = [
            entries.fact("unit", self._say(indicator.unit_name)),
            entries.fact("family", entries.language.text(f"levers.family.{indicator.family}")),
            entries.fact("variable", (self._variable(indicator),)),
            entries.fact("measured", measured),
            *self._grounds(indicator.id),
        ]
        return Entry(
            f"indicator-{indicator.id}",
            indicator.id,
            self._say(indicator.name),
            "kind_indicator",
            (self._say(indicator.sentence),),
            facts=tuple(facts),
        )

    def _variable(self, indicator: Indicator) -> Ref:
        name = self._in.named.name(indicator.variable)
        return Ref(name, anchor(indicator.variable))

    def _event(self, event: Event) -> Entry:
        entries, words = self._in, self._in.words
        low, high = (entries.language.number(100 * each) for each in event.yearly_chance)
        effects = [effect for effect in entries.model.effects if effect.event == event.id]
        facts = [
            entries.fact("chance", words("to", low=low, high=f"{high}\u00a0%")),
            entries.fact("family", entries.language.text(f"levers.family.{event.family}")),
            entries.fact(
                "effects",
                (entries.ref(target) for target in dict.fromkeys(e.target for e in effects)),
            ),
            entries.grade(event.grade),
            *entries.optional("claims_of", self._claim_refs(event.claims)),
            *entries.optional("sources", entries.source_refs(event.sources)),
        ]
        return Entry(
            f"event-{event.id}",
            event.id,
            self._say(event.name),
            "kind_event",
            (self._say(event.sentence),),
            facts=tuple(facts),
        )

    # ------------------------------------------------------------ links and assumptions

    def _link(self, link: Link) -> Entry:
        entries = self._in
        grounds = grounds_of(entries.causes, link_subject(link.number))
        parameters = [entries.model.parameters[name] for name in link.parameters]
        sizes = [
            Ref(f"{entries.named.name(each.id)}: {entries.size(each)}", anchor(each.id))
            for each in parameters
        ]
        sentences = [self._say(link.size)]
        if link.grade is Grade.C and not has_range(link) and all(p.certain for p in parameters):
            sentences.append(entries.words("link_no_range"))
        if link.refinement:
            sentences.append(entries.words("refinement"))
        ends = [
            (head, Ref(self._say(named)) if named is not None else entries.ref(element))
            for head, element, named in (
                ("cause", link.cause, link.cause_name),
                ("effect", link.effect, link.effect_name),
            )
        ]
        facts = [
            *(entries.fact(head, (ref,)) for head, ref in ends),
            entries.fact("sign", link.sign.replace("-", "\u2212")),
            entries.fact("form", entries.language.text(f"explain.form.{link.form}")),
            entries.fact("delay", self._say(link.delay)),
            *entries.optional("sizes", sizes, listed=True),
            entries.grade(link.grade),
            *entries.optional("claims_of", self._claim_refs(grounds.claims)),
            *entries.optional("disagreements", map(self._conflict_ref, grounds.conflicts)),
            *entries.optional("sources", entries.source_refs((*link.sources, *grounds.own))),
            *(entries.optional("why", self._say(link.why)) if link.why else ()),
            *(
                entries.optional("mind", self._say(link.change_my_mind))
                if link.change_my_mind
                else ()
            ),
        ]
        return Entry(
            anchor(link_subject(link.number)),
            str(link.number),
            entries.named.link(link),
            "kind_link",
            tuple(sentences),
            facts=tuple(facts),
        )

    def _override(self, override: Override) -> Ref:
        entries = self._in
        parameter = entries.model.parameters[override.parameter]
        low, central, high = map(self._number, (override.low, override.central, override.high))
        value = entries.named.with_unit(central, parameter.unit)
        name = entries.named.name(override.parameter)
        told = entries.words("with_range", value=value, low=low, high=high)
        if override.low == override.high:
            told = entries.words("fixed", value=value)
        return Ref(f"{name}: {told}. {self._say(override.reason)}", anchor(override.parameter))

    def _position(self, head: str, position: Position) -> list[Fact]:
        entries = self._in
        return [
            entries.fact(head, self._say(position.text)),
            *entries.optional("claims_of", self._claim_refs(position.claims)),
            *entries.optional("sources", entries.source_refs(position.sources)),
            *entries.optional(
                "sets_number", map(self._override, position.overrides.values()), listed=True
            ),
        ]

    def _conflict(self, conflict: Conflict) -> Entry:
        facts = [
            *self._position("articles", conflict.articles),
            *self._position("studies", conflict.studies),
            *self._in.optional("in_links", map(self._in.link_ref, sorted(conflict.links))),
        ]
        return Entry(
            f"conflict-{conflict.id}",
            conflict.id,
            self._say(conflict.name),
            "kind_conflict",
            facts=tuple(facts),
        )

    def _set(self, name: str) -> Entry:
        entries, chosen = self._in, self._in.model.assumptions.sets[name]
        facts = [entries.fact("side", entries.words(f"side_{chosen.side}"))]
        if chosen.shrink is not None:
            factor = self._number(chosen.shrink)
            facts.append(entries.fact("shrink", entries.words("shrunk", factor=factor)))
        facts += entries.optional(
            "sets_number", map(self._override, chosen.overrides.values()), listed=True
        )
        return Entry(
            f"set-{name}",
            name,
            self._say(chosen.name),
            "kind_set",
            (self._say(chosen.text),),
            facts=tuple(facts),
        )

    # ------------------------------------------------------------ what it rests on

    def _preset(self, name: str) -> Entry:
        entries, preset = self._in, self._in.model.presets[name]
        settings = []
        for lever, setting in preset.policy.settings.items():
            known = entries.model.levers[lever]
            value = self._setting(known, setting.value)
            start = entries.language.date(setting.start or entries.model.clock.first)
            told = f"{self._say(known.name)}: {value}, {start}"
            if preset.asked_by[lever]:
                told = f"{told} ({', '.join(preset.asked_by[lever])})"
            settings.append(Ref(told, f"lever-{lever}"))
        events = [
            Ref(
                f"{entries.named.name(each.event)}, {entries.language.date(each.month)}",
                f"event-{each.event}",
            )
            for each in preset.policy.events
        ]
        facts = [
            *entries.optional("settings", settings, listed=True),
            *entries.optional("events", events, listed=True),
            *entries.optional("claims_of", self._claim_refs(preset.claims)),
            *entries.optional("sources", entries.source_refs(preset.sources)),
        ]
        return Entry(
            f"preset-{name}",
            name,
            self._say(preset.name),
            "kind_preset",
            (self._say(preset.notes),),
            facts=tuple(facts),
        )

    def _claim(self, claim: Claim) -> Entry:
        entries = self._in
        carried = (
            *map(entries.link_ref, claim.links),
            *entries.refs((*claim.levers, *claim.parameters)),
            *(self._curve(each) for each in dict.fromkeys((*claim.indicators, *claim.goals))),
            *entries.refs(claim.events),
            *(
                Ref(self._say(entries.model.presets[each].name), f"preset-{each}")
                for each in claim.presets
            ),
        )
        kinds = ", ".join(entries.language.text(f"evidence.kind.{kind}") for kind in claim.kinds)
        facts = [
            entries.fact("of_kind", kinds),
            entries.fact("mark", entries.language.text(f"evidence.mark.{claim.mark}")),
            *entries.optional("their_number", self._say(claim.number) if claim.number else ""),
            *entries.optional("carried_by", carried),
            *entries.optional(
                "context" if claim.mark is Mark.CARRIED else "missing",
                self._say(claim.context) if claim.context else "",
            ),
            entries.fact("document", entries.source_refs((claim.document,))),
            *entries.optional("sources", entries.source_refs(claim.sources)),
        ]
        return Entry(
            f"claim-{claim.id}", claim.id, self._say(claim.text), "kind_claim", facts=tuple(facts)
        )

    def _curve(self, indicator: str) -> Ref:
        known = self._in.model.indicators[indicator]
        return Ref(self._say(known.name), f"indicator-{indicator}")

    def _series(self, series: Series) -> Entry:
        entries = self._in
        users = [i for i in entries.model.indicators.values() if i.series == series.id]
        span = entries.words("to", low=series.months[0].year, high=series.months[-1].year)
        facts = [
            entries.fact("publisher", (Ref(series.publisher, foreign=True),)),
            entries.fact("dataset", (Ref(series.dataset, foreign=True),)),
            entries.fact("unit", entries.named.unit(series.unit)),
            entries.fact("span", span),
            entries.grade(series.grade),
            *entries.optional("used_by", (self._curve(each.id) for each in users)),
        ]
        return Entry(
            f"series-{series.id}",
            series.id,
            self._say(series.name),
            "kind_series",
            (self._say(series.caveat),),
            facts=tuple(facts),
        )

    def _driver(self, past: DriverPast) -> Entry:
        entries = self._in
        points = []
        for point in past.points:
            when = entries.language.date(point.month)
            told = entries.words("at", month=when, value=self._number(point.value))
            named = ", ".join(point.sources)
            grade = f"{entries.words('grade')} {point.grade} {named}".strip()
            points.append(Ref(f"{told} · {self._say(point.why)} · {grade}"))
        cited = dict.fromkeys(source for point in past.points for source in point.sources)
        series = () if past.series is None else (self._series_ref(past.series),)
        facts = [
            entries.fact("variable", (Ref(entries.named.name(past.driver), anchor(past.driver)),)),
            *entries.optional("measured", series),
            *entries.optional("points", points, listed=True),
            *entries.optional("sources", entries.source_refs(cited)),
        ]
        return Entry(
            f"past-{past.driver}",
            past.driver,
            entries.named.name(past.driver),
            "kind_past",
            facts=tuple(facts),
        )

    def _series_ref(self, name: str) -> Ref:
        return Ref(self._say(self._in.model.series[name].name), f"series-{name}")


def has_range(link: Link) -> bool:
    """Say whether the size of a link, as it is worded, carries its range."""
    text = link.size.en
    return "[" in text or " to " in text
