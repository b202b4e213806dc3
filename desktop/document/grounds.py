"""What a curve, a lever, an element or a link rests on: claims, studies, series, sources."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.document.causes import Cause, ModelGraph
from desktop.domain.assumptions import Conflict
from desktop.domain.claim import Claim
from desktop.domain.history import Series
from desktop.domain.indicator import Source
from desktop.domain.lever import Grade
from desktop.domain.model.model import Link, Model, Parameter
from desktop.domain.wording import Wording

_LINK = re.compile(r"link\.([0-9]+)")
_ADDRESS = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.IGNORECASE)


def link_subject(number: int) -> str:
    """Return the subject that stands for a link; no element can bear it."""
    return f"link.{number}"


def link_of(model: Model, subject: str) -> Link | None:
    """Return the link a subject stands for, or None where it stands for something else."""
    found = _LINK.fullmatch(subject)
    return None if found is None else model.links.get(int(found[1]))


def subject_behind(causes: ModelGraph, cause: str, effect: str) -> str:
    """Return the subject whose evidence tells of a link between two elements.

    The link of the evidence that leads from one to the other, where there is one; otherwise
    whichever of the two has sources, the one that is acted on before the other.
    """
    whole = causes.of(effect)
    for link in whole.links:
        if causes.element_of(link.cause) == cause:
            return link_subject(link.number)
    return effect if whole.sources or not causes.of(cause).sources else cause


def web_address(source: Source) -> str | None:
    """Return where a source was read as a browser takes it; None where that is only described."""
    if _ADDRESS.fullmatch(source.address) is None:
        return None
    return f"https://{source.address}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what would change our mind, and about which link if not about the subject itself."""

    text: Wording
    link: Link | None


@dataclass(frozen=True, slots=True)
class EvidenceSummary:
    """Hold what one subject rests on."""

    subject: str
    grade: Grade | None
    series: Series | None
    """The measured series that a curve starts from."""
    parameters: tuple[Parameter, ...]
    """Numbers of the subject: a link's sizes, a parameter itself."""
    own: tuple[Source, ...]
    """What the subject itself was read from; never empty where anything names a source."""
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...]
    """Where the documents and the studies disagree about it."""
    findings: tuple[Finding, ...]
    further: tuple[Source, ...]
    """What claims, links and conflicts name beyond `own`."""


def grounds_of(causes: ModelGraph, subject: str) -> EvidenceSummary:
    """Return what a curve, a lever, an element or a link rests on; raise KeyError for others."""
    model = causes.model
    link = link_of(model, subject)
    if link is not None:
        return _of_link(model, subject, link)
    element = causes.element_of(subject)
    if element is None:
        raise KeyError(subject)
    return _of_element(causes, subject, causes.of(element))


def _of_link(model: Model, subject: str, link: Link) -> EvidenceSummary:
    claims = _sorted(claim for claim in model.claims.values() if link.number in claim.links)
    parameters = tuple(model.parameters[name] for name in link.parameters)
    named = (source for known in parameters for source in known.evidence.sources)
    mind = (link.change_my_mind,) if link.change_my_mind is not None else ()
    return _grounds(
        model,
        subject=subject,
        grade=link.grade,
        series=None,
        parameters=parameters,
        own=(*link.sources, *named),
        claims=claims,
        links=(),
        findings=tuple(Finding(text, None) for text in mind),
    )


def _of_element(causes: ModelGraph, subject: str, cause: Cause) -> EvidenceSummary:
    model = causes.model
    indicator, lever = model.indicators.get(subject), model.levers.get(subject)
    thing = indicator or lever
    links = cause.links if lever is None else _links_of_lever(causes, cause)
    parameter = model.parameters.get(cause.id)
    series = None
    if thing is not None:
        claims = [
            claim
            for claim in model.claims.values()
            if claim.id in thing.claims
            or subject in (claim.levers if lever else (*claim.indicators, *claim.goals))
        ]
        named, mind = thing.sources, thing.change_my_mind
        grade: Grade | None = thing.grade
        if indicator is not None and indicator.series is not None:
            series = model.series[indicator.series]
    else:
        numbers = {link.number for link in links}
        claims = [
            claim
            for claim in model.claims.values()
            if cause.id in claim.parameters or numbers.intersection(claim.links)
        ]
        named, mind, grade = _own_sources(causes, cause), None, cause.grade
    own_minds = [] if mind is None else [Finding(mind, None)]
    return _grounds(
        model,
        subject=subject,
        grade=grade,
        series=series,
        parameters=() if parameter is None else (parameter,),
        own=named,
        claims=_sorted(claims),
        links=links,
        findings=(
            *own_minds,
            *(Finding(link.change_my_mind, link) for link in links if link.change_my_mind),
        ),
    )


def _links_of_lever(causes: ModelGraph, cause: Cause) -> tuple[Link, ...]:
    """Return a lever's links; of one that has none, those that start where it acts."""
    fed = set(cause.feeds)
    onward = (link for link in causes.model.links.values() if link.cause in fed)
    return cause.links or tuple(onward)


def _own_sources(causes: ModelGraph, cause: Cause) -> tuple[str, ...]:
    """Return the sources an element names itself, without those of its links."""
    model = causes.model
    for elements in (model.auxiliaries, model.stocks, model.parameters, model.noises):
        if cause.id in elements:
            sources: tuple[str, ...] = elements[cause.id].evidence.sources
            return sources
    lever = causes.lever_of(cause.id)
    return () if lever is None else model.levers[lever].sources


def _grounds(
    model: Model,
    *,
    subject: str,
    grade: Grade | None,
    series: Series | None,
    parameters: tuple[Parameter, ...],
    own: Iterable[str],
    claims: tuple[Claim, ...],
    links: tuple[Link, ...],
    findings: tuple[Finding, ...],
) -> EvidenceSummary:
    """Put the sources in order: the subject's own first, or the nearest that are named."""
    first = dict.fromkeys(own)
    if not first and series is None:
        # A number that nobody measured stands on what the links say, or on who claimed it.
        near = next((link.sources for link in links if link.sources), ())
        first = dict.fromkeys(near or tuple(claim.document for claim in claims))
    rest = dict.fromkeys(_named(claims, links))
    conflicts = tuple(_conflicts(model, subject, claims, links, parameters))
    rest |= dict.fromkeys(
        source
        for conflict in conflicts
        for position in (conflict.articles, conflict.studies)
        for source in position.sources
    )
    return EvidenceSummary(
        subject,
        grade,
        series,
        parameters,
        tuple(model.sources[source] for source in first),
        claims,
        links,
        conflicts,
        findings,
        tuple(model.sources[source] for source in rest if source not in first),
    )


def _conflicts(
    model: Model,
    subject: str,
    claims: Iterable[Claim],
    links: Iterable[Link],
    parameters: Iterable[Parameter],
) -> Iterator[Conflict]:
    """Return the conflicts about these links, sizes or claims."""
    own = link_of(model, subject)
    numbers = {link.number for link in links} | ({own.number} if own is not None else set())
    named = {claim.id for claim in claims}
    sizes = {parameter.id for parameter in parameters}
    for conflict in model.assumptions.conflicts.values():
        said = {*conflict.articles.claims, *conflict.studies.claims}
        if numbers & conflict.links or named & said or sizes.intersection(conflict.parameters):
            yield conflict


def _named(claims: Iterable[Claim], links: Iterable[Link]) -> Iterator[str]:
    for link in links:
        yield from link.sources
    for claim in claims:
        yield claim.document
        yield from claim.sources


def _sorted(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims by document and number."""
    return tuple(sorted(claims, key=lambda claim: (claim.id[0], int(claim.id[1:]))))
