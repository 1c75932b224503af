"""Before the session begins one sees that the sensor works: in lines, and not too many."""

import pytest
from sitting import Sitting, header

from tpdevice.cli.preview import CHANGE_N, EACH_S, Preview
from tpdevice.core.coaching import Coaching
from tpdevice.session.phases import Phase


class Teller:
    """A preview with a clock that a test moves, and all that it said."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.said: list[str] = []
        self.preview = Preview(self.said.append, now_s=lambda: self.now_s)

    def look(self, force_n: float, *, after_s: float = 0.0) -> None:
        self.now_s += after_s
        self.preview.look(asked().press(force_n, 1.0).state)


def asked() -> Sitting:
    """Return a session whose sensor is there and whose first question is open."""
    return Sitting(header(screen=("screen_a",))).connect()


@pytest.fixture
def teller() -> Teller:
    return Teller()


def test_it_is_said_at_once_that_the_sensor_works(teller: Teller) -> None:
    teller.preview.look(None)
    teller.look(3.2)
    assert teller.said == ["The sensor reads 3 N."]


def test_what_stays_the_same_is_said_once_and_what_changes_at_times(teller: Teller) -> None:
    for _ in range(100):
        teller.look(3.2, after_s=0.2)
    teller.look(3.2 + CHANGE_N - 1, after_s=60.0)
    assert len(teller.said) == 1
    teller.look(40.0, after_s=0.2)
    teller.look(20.0, after_s=EACH_S - 0.3)
    assert teller.said[1:] == ["The sensor reads 40 N."]
    teller.look(20.0, after_s=0.4)
    assert teller.said[2:] == ["The sensor reads 20 N."]


def test_an_old_value_is_never_said_and_a_sensor_that_is_back_is(teller: Teller) -> None:
    sitting = asked().press(3.2, 1.0)
    teller.preview.look(sitting.state)
    teller.preview.look(sitting.press(50.0, 1.0).silence(1.0).state)
    assert teller.said == ["The sensor reads 3 N."]
    teller.look(3.2)
    assert teller.said == ["The sensor reads 3 N."] * 2


def test_where_nobody_is_coached_the_number_is_said_as_well(teller: Teller) -> None:
    sitting = Sitting(header(coaching=Coaching.NONE, why_not_more="it sends peaks")).connect()
    for force_n in (3.2, 40.0):
        teller.now_s += EACH_S
        teller.preview.look(sitting.press(force_n, 1.0).state)
    assert teller.said == ["The sensor reads 3 N.", "The sensor reads 40 N."]


def test_once_the_questions_are_answered_cues_speak_alone(teller: Teller) -> None:
    sitting = Sitting().connect().press(3.2, 1.0)
    assert sitting.state.phase is not Phase.SCREENING
    teller.preview.look(sitting.state)
    assert teller.said == []
