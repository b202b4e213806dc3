"""JSON Schema of one scenario in a pack; every pack carries it for whoever reads packs otherwise.

The program itself checks with `content.scenario_of`, which is as strict; a test holds the two
together.
"""

from typing import Any

from db import mapping

_MONTH = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
_TEXT = {"type": "string"}
_WHOLE = {"type": "integer", "minimum": -(2**63) + 1, "maximum": 2**63 - 1}


def _record(required: list[str], **properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _list(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items}


_EVENT = {"type": "array", "prefixItems": [_TEXT, _MONTH], "minItems": 2, "maxItems": 2}
_SETTING = _record(["value"], value={"type": "number"}, start=_MONTH, ramp=_WHOLE, last=_MONTH)
_POLICY = {
    "settings": {"type": "object", "additionalProperties": _SETTING},
    "events": _list(
        {"type": "array", "prefixItems": [_TEXT, _MONTH], "minItems": 2, "maxItems": 2}
    ),
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A scenario of Vecinos, pack format 1",
    **_record(
        ["name"],
        name={"type": "string", "minLength": 1, "maxLength": mapping.NAME_LIMIT},
        notes={"type": "string", "maxLength": mapping.NOTES_LIMIT},
        folder={"type": "string", "maxLength": mapping.FOLDER_LIMIT},
        tags=_list({"type": "string", "minLength": 1, "maxLength": mapping.TAG_LIMIT}),
        assumptions=_TEXT,
        model_version=_TEXT,
        model_digest=_TEXT,
        charts=_list(_TEXT),
        members=_WHOLE,
        seed=_WHOLE,
        noise={"type": "boolean"},
        drivers={"type": "boolean"},
        fixed_parameters={"type": "boolean"},
        fixed_links=_list(_WHOLE),
        packages=_list(_record(["name"], name=_TEXT, **_POLICY)),
        targets=_list(
            _record(["indicator", "value"], indicator=_TEXT, value={"type": "number"}, month=_MONTH)
        ),
        **_POLICY,
    ),
}
