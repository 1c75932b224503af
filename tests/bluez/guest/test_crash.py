"""What a session that was killed leaves behind."""

from collections.abc import Callable

from commands import TPSIM
from sessions import Session

SENSOR = TPSIM


def test_a_session_that_was_killed_leaves_the_sensor_to_the_next(
    session: Callable[..., Session], happened: Callable[[str], None]
) -> None:
    killed = session("--no-calibration")
    killed.until("PRESS:")
    killed.kill()
    following = session("--no-calibration")
    try:
        following.until("PRESS:")
        following.say("q")
        assert following.exit_code() == 0
    finally:
        happened(" / ".join(following.lines[-3:]))
