"""Policies as values."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy

NAMES = st.sampled_from(["a", "b", "c", "d"])
SETTINGS = st.dictionaries(NAMES, st.integers(0, 9).map(lambda value: Setting(float(value))))


@given(SETTINGS)
def test_that_policies_compare_by_what_they_set_and_not_by_order(
    chosen: dict[str, Setting],
) -> None:
    one, other = Policy(chosen), Policy(dict(reversed(chosen.items())))
    assert one == other
    assert hash(one) == hash(other)
    assert list(one) == sorted(chosen)


@given(SETTINGS, NAMES)
def test_that_setting_a_lever_and_dropping_it_gives_a_policy_without_it(
    chosen: dict[str, Setting], name: str
) -> None:
    policy = Policy(chosen)
    with_it = policy.with_setting(name, Setting(5.5))
    assert with_it.settings[name] == Setting(5.5)
    assert with_it.with_setting(name, None) == policy.with_setting(name, None)
    assert name not in with_it.with_setting(name, None).settings


def test_that_the_status_quo_sets_nothing_and_cannot_be_written_to() -> None:
    mapping = STATUS_QUO.settings
    assert not mapping
    assert not hasattr(mapping, "__setitem__")
