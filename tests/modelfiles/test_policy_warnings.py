"""A warning that is wrong is refused with its place, and nothing of it is ever run."""

from pathlib import Path

import pytest

from desktop.domain.errors import ModelFileError
from desktop.domain.model.model import Model
from desktop.modelfiles.policy_warnings import MOST_TEXT, read_warnings
from desktop.modelfiles.read import read_model
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import parse
from tests.modelfiles.damage import copy_replacing

GOOD = """
[warning.both]
condition = "us_unilateral_force >= 2 and coop_framework >= 2"
text = { en = "Hardly.", es = "Difícilmente." }
fix = [{ lever = "us_unilateral_force", value = 0 }]
claims = ["B37"]
links = [93]
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model()


def _read(model: Model, text: str) -> None:
    register = SymbolTable()
    register.known[Kind.LEVER].update(model.levers)
    register.known[Kind.LINK].update(map(str, model.links))
    register.known[Kind.SOURCE].update(model.sources)
    read_warnings(parse("model/warnings.toml", text.encode()), register, model.levers)
    register.resolve()


def test_that_there_are_at_least_ten_warnings_and_each_rests_on_something(model: Model) -> None:
    assert len(model.warnings) >= 10
    for warning in model.warnings.values():
        assert warning.claims or warning.links, warning.id
        assert warning.text.en.endswith("."), warning.id
        assert warning.text.es.endswith("."), warning.id
    _read(model, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "table", "key", "reason"),
    [
        ("coop_framework >= 2", "__import__('os') == 2", "warning.both", "condition",
         "forbidden_syntax"),
        ("coop_framework >= 2", "homicide_rate >= 2", "warning.both", "condition", "unknown_name"),
        (">= 2 and", "/ 2 >= 1 and", "warning.both", "condition", "not_in_condition"),
        ("us_unilateral_force >= 2 and coop_framework >= 2", "2 > 1", "warning.both", "condition",
         "out_of_limits"),
        ("force >= 2 and coop_framework >= 2", "force >= 0 and coop_framework >= 1",
         "warning.both", "condition", "holds_at_status_quo"),
        ("coop_framework >= 2", "coop_framework >= 9", "warning.both", "condition", "never_holds"),
        ("value = 0", "value = 3", "warning.both", "fix", "does_not_mend"),
        ("value = 0", "value = 40", "warning.both.fix[1]", "value", "out_of_limits"),
        ('lever = "us_unilateral_force"', 'lever = "dea_access"', "warning.both.fix[1]", "lever",
         "not_in_the_condition"),
        ('fix = [{ lever = "us_unilateral_force", value = 0 }]', "", "warning.both", "fix",
         "out_of_limits"),
        ('claims = ["B37"]\nlinks = [93]', "", "warning.both", "claims", "missing_key"),
        ('claims = ["B37"]', 'claims = ["B99"]', "warning.both", "claims", "unknown_claim"),
        ("links = [93]", "links = [930]", "warning.both", "links", "unknown_name"),
        ('es = "Difícilmente."', 'es = ""', "warning.both.text", "es", "empty_text"),
        ("Hardly.", "x" * (MOST_TEXT + 1), "warning.both", "text", "text_too_long"),
        ("Hardly.", "x" * 5000, "warning.both.text", "en", "bad_text"),
        ("links =", "pages =", "warning.both", "pages", "unknown_key"),
        ("[warning.both]", "[warning.both", "–", "–", "not_toml"),
    ],
)  # fmt: skip
def test_that_a_bad_warning_is_refused_with_file_table_key_and_reason(
    model: Model, old: str, new: str, table: str, key: str, reason: str
) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new)
    with pytest.raises(ModelFileError) as refused:
        _read(model, text)
    fields = refused.value.fields
    told = fields["file"], fields["table"], fields["key"], fields["reason"]
    assert told == ("model/warnings.toml", table, key, f"reason.{reason}")


def test_that_a_model_with_a_bad_warning_is_not_read(tmp_path: Path) -> None:
    old, new = "us_unilateral_force >= 2 and coop_framework", "eval('1') >= 2 and coop_framework"
    folder = copy_replacing(tmp_path, "model/warnings.toml", old, new)
    with pytest.raises(ModelFileError) as refused:
        read_model(folder)
    assert refused.value.fields["table"] == "warning.strike_beside_framework"
