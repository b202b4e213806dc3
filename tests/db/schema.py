"""As much of JSON Schema as the schema of a pack uses, written without the store's code."""

import re
from collections.abc import Callable
from typing import Any

KINDS: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}
KNOWN = {
    *("$schema", "title", "type", "properties", "required", "additionalProperties", "items"),
    *("prefixItems", "minItems", "maxItems", "pattern", "minLength", "maxLength"),
    *("minimum", "maximum"),
}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    assert set(schema) <= KNOWN
    if not KINDS[schema["type"]](value):
        return False
    if isinstance(value, dict):
        return _fits_object(value, schema)
    if isinstance(value, list):
        firsts = schema.get("prefixItems", [])
        items = schema.get("items", {})
        sound = all(fits(one, each) for one, each in zip(value, firsts, strict=False))
        sound = sound and all(fits(one, items) for one in value[len(firsts) :] if items)
        most = schema.get("maxItems", len(value))
        return sound and schema.get("minItems", 0) <= len(value) <= most
    if isinstance(value, str):
        most = schema.get("maxLength", len(value))
        sound = schema.get("minLength", 0) <= len(value) <= most
        return sound and re.search(schema.get("pattern", ""), value) is not None
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


def _fits_object(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    if not set(schema.get("required", ())) <= set(value):
        return False
    for key, each in value.items():
        if key in known:
            if not fits(each, known[key]):
                return False
        elif others is False or (isinstance(others, dict) and not fits(each, others)):
            return False
    return True
