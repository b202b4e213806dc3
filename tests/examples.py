"""How many examples Hypothesis tries."""

from hypothesis import settings


def examples(count: int) -> settings:
    """Try so many in `make test-long`; in a quick run a twelfth, the same ones each time."""
    quick = settings().derandomize
    return settings(max_examples=max(1, count // 12) if quick else count, deadline=None)
