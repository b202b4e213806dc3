"""The same question about the same run, answered from what was kept.

An answer is kept by a digest of all that decides it: the model's numbers, members and assumptions,
what was played or set, who the players are, and which change of which curve is divided. Kept are
figures and ids; names are taken from whoever asks. An answer that nobody waited for any more is
none, so nothing half is kept.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from desktop.analysis.parts import Advance, Medians, PolicyOf, Span, parts
from desktop.domain.parts import Part, Parts, Player

_FORM = 1
"""Goes up with whatever changes a part and is not in the model's digest."""
_TOLD = ("before", "after", "change", "anyway")


class Answers(Protocol):
    """Keep answers by their digests; what is not found is worked out again."""

    def find(self, digest: str) -> bytes | None:
        """Return an answer as it was kept, None where there is none."""

    def keep(self, digest: str, content: bytes) -> None:
        """Keep an answer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Say where parts are kept, and of which run."""

    answers: Answers
    run: str
    """A digest of all that policies are made from."""


def kept_parts(
    kept: Kept | None,
    medians: Medians,
    players: Collection[Player],
    policy_of: PolicyOf,
    span: Span,
    advance: Advance = lambda _: True,
) -> Parts | None:
    """Return what `parts` does, from what was kept where the same was asked before."""
    if kept is None:
        return parts(medians, players, policy_of, span, advance)
    asked = _digest(kept.run, medians, players, span)
    content = kept.answers.find(asked)
    found = None if content is None else _read(content, medians, players, span)
    if found is None:
        found = parts(medians, players, policy_of, span, advance)
        if found is not None:
            kept.answers.keep(asked, _written(found))
    return found


def _digest(run: str, medians: Medians, players: Collection[Player], span: Span) -> str:
    indicator = medians.indicator
    asked = [
        _FORM,
        run,
        medians.digest,
        [indicator.id, indicator.variable, indicator.scale, indicator.change],
        sorted([one.kind, one.id] for one in players),
        [str(span.month), None if span.since is None else str(span.since)],
    ]
    return hashlib.blake2b(json.dumps(asked).encode(), digest_size=16).hexdigest()


def _written(found: Parts) -> bytes:
    divided = [
        [[[one.kind, one.id] for one in part.players], part.own, part.interaction]
        for part in found.parts
    ]
    plain = {name: getattr(found, name) for name in _TOLD} | {"parts": divided}
    return json.dumps(plain, allow_nan=False).encode()


def _read(
    content: bytes, medians: Medians, players: Collection[Player], span: Span
) -> Parts | None:
    """Return an answer with the names of those who ask; None of what none of ours would keep."""
    known = {(str(one.kind), one.id): one for one in players}
    try:
        plain: Mapping[str, Any] = json.loads(content)
        divided = tuple(
            Part(tuple(known[kind, id_] for kind, id_ in some), float(own), float(interaction))
            for some, own, interaction in plain["parts"]
        )
        told = {name: float(plain[name]) for name in _TOLD}
        return Parts(medians.indicator, span.month, span.since, parts=divided, **told)
    except (LookupError, TypeError, ValueError):
        return None
