"""Everything that takes the sensor away while somebody presses, and what gives it back."""

from collections.abc import Callable

import pytest
from commands import TPSIM
from sessions import Sensor, Session, in_order
from stack import Stack

SENSOR = TPSIM
Begin = Callable[..., Session]
Note = Callable[[str], None]


@pytest.mark.parametrize(
    "how",
    [
        pytest.param("goodbye", id="says goodbye"),
        pytest.param("vanish", id="vanishes without a word"),
        pytest.param("held", id="is taken by another program"),
    ],
)
def test_the_session_goes_on_when_the_sensor(
    sensor: Sensor, session: Begin, happened: Note, how: str
) -> None:
    guided = _pressed(session)
    sensor.goes_wrong(how, seconds=3)
    assert _back(guided, happened) == ["up", "down lost", "up"]


def test_the_session_goes_on_when_the_adapter_is_switched_off_and_on(
    stack: Stack, session: Begin, happened: Note
) -> None:
    guided = _pressed(session)
    stack.switch_adapter(on=False)
    guided.until("COME OFF")
    stack.switch_adapter(on=True)
    assert _back(guided, happened) == ["up", "down lost", "up"]


def test_the_session_goes_on_when_the_daemon_is_killed_and_started_again(
    stack: Stack, session: Begin, happened: Note
) -> None:
    guided = _pressed(session)
    stack.kill()
    # bleak calls nobody back; only that nothing comes any more tells of it.
    guided.until("COME OFF")
    guided.until("looking for the sensor")
    stack.start()
    links = _back(guided, happened)
    assert links[0] == "up"
    assert links[1].startswith("down")
    assert links[-1] == "up"


def _pressed(session: Begin) -> Session:
    guided = session("--no-calibration")
    guided.until("PRESS:")
    return guided


def _back(guided: Session, happened: Note) -> list[str]:
    """Wait until somebody is asked to press again, stop, and return how the link came and went."""
    guided.until("PRESS:")
    guided.say("q")
    code = guided.exit_code()
    happened(" → ".join(guided.cues))
    happened(f"connection: {', '.join(guided.links)}; exit {code}")
    assert code == 0, guided.said
    again = ("PRESS", "COME OFF", "HANDS OFF", "PRESS", "STOPPED")
    assert in_order(guided.cues, *again), guided.said
    return guided.links
