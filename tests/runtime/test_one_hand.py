"""One key in a session: presses go to the session, words to whoever listens."""

from fakes import FakeSink
from sitting import IN_N, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.units import ns
from tpdevice.runtime.onehand import KEY, OneHand
from tpdevice.runtime.onekey import NUMBER_S, SURE_S, WAITS_S
from tpdevice.runtime.seat import Seat
from tpdevice.runtime.sound.sentences import vocabulary
from tpdevice.session.phases import Phase


class Played:
    """A session whose clock the hand looks at, and which gets the keys that the hand makes."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting, self.sink = sitting, FakeSink()
        self.seat = Seat(None, self._press, state=sitting.state)
        self.hand = OneHand(self.seat, sinks=[self.sink], clock_ns=lambda: sitting.t_ns)

    def _press(self, action: Action, value: int) -> None:
        self.sitting.key(action, value)
        self.seat.state = self.sitting.state

    def wait(self, for_s: float, force_n: float = 0.0) -> "Played":
        end_ns = self.sitting.t_ns + ns(for_s)
        while self.sitting.t_ns < end_ns:
            self.sitting.press(force_n, 0.1)
            self.seat.state = self.sitting.state
            self.hand.look()
        return self

    def press(self, *after_s: float, force_n: float = 0.0) -> "Played":
        for gap_s in after_s:
            self.wait(gap_s, force_n)
            self.hand.press()
        return self


def test_a_screening_is_answered_by_one_key() -> None:
    played = Played(Sitting(header(screen=("changed", "screen_c"))).connect())
    for left in (("screen_c",), ()):
        played.press(1.0, 2.2).wait(1.7)
        assert played.sitting.state.questions == left
    assert played.sitting.state.phase is not Phase.SCREENING


def test_a_ramp_is_marked_a_hold_rated_and_paused_by_one_key() -> None:
    sitting = Sitting(header(calibration=None, asked={"calibration_ramps": 1})).connect()
    played = Played(sitting).wait(1.0)
    played.wait(4.0, 38.0).press(0.1, force_n=40.0).wait(2.0, 45.0).press(0.5, force_n=52.0)
    (ramp,) = sitting.state.calibrating.ramps
    assert 38_000 <= ramp.tender_mn <= 41_000
    assert ramp.comfort_mn is not None
    assert ramp.comfort_mn >= 51_000
    hold = Played(Sitting().hold())
    hold.press(0.5, 0.4, 0.4, 0.4, 0.4, force_n=IN_N).wait(3.0, IN_N)
    assert [row.value for row in hold.sitting.ratings] == [5]
    hold.press(1.0, force_n=IN_N)
    assert hold.sitting.state.paused
    hold.press(1.0, force_n=IN_N)
    assert not hold.sitting.state.paused


def test_three_quick_presses_end_the_session() -> None:
    played = Played(Sitting().hold().rate(5)).press(1.0, 0.3, 0.3, force_n=IN_N)
    assert played.sitting.state.phase is Phase.STOPPED


def test_words_are_cues_that_a_voice_knows() -> None:
    played = Played(Sitting(header(screen=("changed",))).connect()).press(1.0, 2.2).wait(1.0)
    rated = Played(Sitting().hold()).press(0.5, 0.4, force_n=IN_N).wait(2.0, IN_N)
    told = [*played.sink.told, *rated.sink.told]
    assert {each.cue.key for each in told} == {KEY}
    assert {"yes?", "no?", "2?"} <= {each.cue.spoken for each in told} <= set(vocabulary())


def test_a_rating_is_taken_from_the_list_by_one_press_and_said_back() -> None:
    played = Played(Sitting().hold()).wait(0.2, IN_N)
    played.press(WAITS_S + NUMBER_S * 4.5, force_n=IN_N)
    assert [each.cue.spoken for each in played.sink.told] == ["0", "1", "2", "3", "4", "4?"]
    played.wait(SURE_S + 0.2, IN_N)
    assert [row.value for row in played.sitting.ratings] == [4]
    assert {each.cue.spoken for each in played.sink.told} <= set(vocabulary())
    assert played.sitting.told[-1].echo == "4"


def test_a_hand_without_a_session_does_nothing() -> None:
    pressed: list[Action] = []
    hand = OneHand(Seat(None, lambda action, _: pressed.append(action)))
    hand.press()
    hand.look()
    assert hand.words is None
    assert pressed == []
