"""`claims.toml`: what the founding documents say, and what in the model carries it."""

from desktop.domain.claim import Claim, ClaimKind, Mark
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table


def read_claims(whole: Table, register: SymbolTable) -> dict[str, Claim]:
    """Read the claims, in the order of the file."""
    documents = _documents(whole.table("documents"), register)
    claims: dict[str, Claim] = {}
    for name, table in whole.entries("claim"):
        register.claim(table, name)
        claims[name] = _claim(name, documents[name[0]], table, register)
        table.close()
    whole.close()
    return claims


def _documents(table: Table, register: SymbolTable) -> dict[str, str]:
    """Return the source that stands for each letter of the claims."""
    documents = {
        letter: register.refer(table, letter, table.text(letter), Kind.SOURCE) for letter in "BC"
    }
    table.close()
    return documents


def _claim(name: str, document: str, table: Table, register: SymbolTable) -> Claim:
    claim = Claim(
        id=name,
        kinds=_kinds(table),
        mark=table.choice("mark", Mark),
        text=table.own_wording(),
        number=table.optional_wording("number"),
        document=document,
        links=tuple(sorted(register.links(table))),
        levers=register.named(table, "levers", Kind.LEVER),
        indicators=register.named(table, "indicators", Kind.INDICATOR),
        parameters=register.parameters(table),
        events=register.named(table, "events", Kind.EVENT),
        presets=register.named(table, "presets", Kind.PRESET),
        goals=register.named(table, "goals", Kind.INDICATOR),
        months=_months(table),
        sources=register.sources(table),
        context=table.optional_wording("context"),
    )
    if claim.mark is not Mark.CARRIED:
        if claim.context is None:
            table.fault("context", "missing_key")
    elif not all(map(claim.has_what, claim.kinds)):
        table.fault("mark", "carried_by_nothing", kinds=", ".join(claim.kinds))
    return claim


def _kinds(table: Table) -> tuple[ClaimKind, ...]:
    texts = table.texts("kinds")
    if not texts or not set(texts) <= set(ClaimKind):
        table.fault("kinds", "unknown_choice", choices=", ".join(ClaimKind))
    return tuple(ClaimKind(text) for text in texts)


def _months(table: Table) -> tuple[Month, ...]:
    months: list[Month] = []
    for text in table.texts("months"):
        try:
            months.append(Month.parse(text))
        except BadMonthError:
            table.fault("months", "bad_month")
    return tuple(months)
