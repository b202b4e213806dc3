"""What the tests of the page share: a session, and a play cut short in it."""

from tests.session.report.conftest import play, session

__all__ = ["play", "session"]
