"""A whole session with the eyes on the ceiling and one key, from the first question to the end.

The golden is what reaches the ear: read it aloud, and at each moment you know what to do.
"""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from earshot import CUT, Earshot, TextVoice
from msgspec.structs import replace
from sitting import FREE_N, IN_N, POINT, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.cue import Direction, Told
from tpdevice.core.tape import Header
from tpdevice.core.units import ns, seconds
from tpdevice.runtime.content import questions
from tpdevice.runtime.onehand import OneHand
from tpdevice.runtime.onekey import NUMBER_S, SURE_S, WAITS_S
from tpdevice.runtime.seat import Seat
from tpdevice.runtime.sound.mixer import Kind
from tpdevice.runtime.sound.sinks import Sounds
from tpdevice.session import events as ev
from tpdevice.session.answering import By
from tpdevice.session.effects import Show
from tpdevice.session.phases import Phase
from tpdevice.session.screening import questions_for
from tpdevice.session.state import Stage

GOLDEN = Path(__file__).parent / "goldens" / "by_ear_alone.txt"
OPENING = header(
    screen=questions_for(first_session=True, refused=False, new_place=True),
    rules=replace(POINT, guidance=("The meaty top of the shoulder.", "Lean in slowly.")),
    calibration=None,
    asked={"calibration_ramps": 1, "repetitions": 1, "hold_s": 30.0, "rating_at_s": (0.0,)},
)


class AtTheCeiling(Sitting):
    """Somebody with one key who looks at nothing: sounds come in, presses go out."""

    def __init__(self, opening: Header) -> None:
        self.ear = Earshot()
        self.sounds = Sounds([self.ear], voice=TextVoice(), by=lambda: By.ONE_KEY)
        self.hand: OneHand | None = None
        self._shown = 0
        super().__init__(opening)
        self.seat = Seat(None, self._press, state=self.state)
        self.hand = OneHand(self.seat, sinks=[self.sounds], clock_ns=lambda: self.t_ns)
        self._hear()

    def feed(self, event: ev.Event) -> None:
        super().feed(event)
        self._hear()

    def _press(self, action: Action, value: int) -> None:
        self.key(action, value)

    def _hear(self) -> None:
        if self.hand is None:
            return
        new, self._shown = self.effects[self._shown :], len(self.effects)
        for effect in new:
            if isinstance(effect, Show):
                self.sounds.show(effect.told)
        self.seat.state = self.state
        self.sounds.look(self.state)
        self.hand.look()

    def one(self) -> "AtTheCeiling":
        assert self.hand is not None
        self.hand.press()
        return self

    def listen(self, force_n: float = FREE_N, *, and_s: float = 0.7) -> "AtTheCeiling":
        """Wait until all that sounds was heard, and a little."""
        end_s = max((each.end_s for each in self.ear.heard), default=0.0)
        self.press(force_n, max(0.1, end_s - self.now_s + and_s))
        return self

    def answer(self, word: str) -> "AtTheCeiling":
        """Press for the list, and again as soon as the answer is heard."""
        self.listen().one().press(FREE_N, 0.7 if word == "yes" else 2.2)
        self.one().press(FREE_N, SURE_S + 0.1)
        return self

    def choose(self, value: int, force_n: float) -> "AtTheCeiling":
        """Wait for the numbers, and press at this one."""
        self.press(force_n, WAITS_S + NUMBER_S * value + 0.6)
        self.one().press(force_n, SURE_S + 0.3)
        return self


@pytest.fixture(scope="module")
def session() -> AtTheCeiling:
    one = AtTheCeiling(OPENING)
    one.connect()
    for word in ("no", "no", "no", "yes"):
        one.answer(word)
    assert one.state.phase is Phase.CALIBRATE
    one.press(FREE_N, 2.0).listen()
    ramp: Callable[[float], float] = lambda s: 4.0 * s  # noqa: E731
    one.press(ramp, 10.0).one().press(lambda s: 40.0 + 4.0 * s, 3.0).one()
    one.move(FREE_N, n_per_s=8.0).press(FREE_N, 2.0)
    assert one.state.phase is Phase.APPROACH
    one.move(IN_N, n_per_s=4.0).until(Phase.HOLD, IN_N).press(IN_N, 3.3)
    one.choose(5, IN_N)
    one.press(IN_N, 10.0).one().press(IN_N, 3.0).one().press(IN_N, 2.0)
    while not one.state.hold.ask:
        one.press(IN_N, 0.1)
    while one.state.told is None or one.state.told.cue.key != "rate":
        one.press(IN_N, 0.1)
    one.choose(4, IN_N)
    one.move(FREE_N, n_per_s=8.0).press(FREE_N, 60.0)
    assert one.state.phase is Phase.DONE
    one.sounds.say_result()
    return one


def test_what_reaches_the_ear_is_what_the_golden_says(
    session: AtTheCeiling, *, update_goldens: bool
) -> None:
    heard = session.ear.transcript()
    if update_goldens:
        GOLDEN.write_text(heard, encoding="utf-8")
    assert heard == GOLDEN.read_text(encoding="utf-8")


def test_the_session_was_done_by_what_was_heard(session: AtTheCeiling) -> None:
    assert [row.value for row in session.ratings] == [5, 4]
    assert session.state.marks is not None
    assert session.state.marks.comfort_mn is not None
    assert session.summary.buckets.held_ns >= ns(30.0)
    assert session.state.calibrating.stage is Stage.OFF


def test_every_question_was_heard_to_its_end(session: AtTheCeiling) -> None:
    words = [each.text for each in session.ear.heard if each.kind is Kind.WORD]
    for question in OPENING.screen:
        for sentence in (questions()[question].title, *questions()[question].items):
            assert sentence in words, "and nothing cut it"


def test_each_answer_is_confirmed_and_nothing_cuts_that(session: AtTheCeiling) -> None:
    words = [each.text for each in session.ear.heard if each.kind is Kind.WORD]
    answers = [text for text in words if text in ("yes", "no", "noted", "5", "4")]
    asked_s = {"5": 1, "4": 2}  # the numbers of the two lists
    for word, times in {"no": 3, "yes": 1, "noted": 2, "5": 1, "4": 1}.items():
        assert answers.count(word) == times + asked_s.get(word, 0), word


def test_whatever_is_told_is_heard_within_a_second_unless_something_newer_is(
    session: AtTheCeiling,
) -> None:
    sounds = session.ear.heard
    for told, after in pairwise([*session.told, None]):
        assert told is not None
        if _already_said(told, session.told):
            continue
        at_s = seconds(told.at_ns)
        until_s = at_s + 1.0 if after is None else min(at_s + 1.0, seconds(after.at_ns))
        assert any(at_s - 0.01 <= each.start_s <= until_s + 0.01 for each in sounds), told.cue.key


def _already_said(told: Told, all_told: list[Told]) -> bool:
    """Say whether it only confirms: "good" behind "good" is silence."""
    before = [each for each in all_told if each.at_ns < told.at_ns][-1:]
    return told.cue.tone == "good" and bool(before) and before[0].cue.tone == "good"


def test_what_asks_for_more_or_less_is_heard_in_words_or_in_its_contour(
    session: AtTheCeiling,
) -> None:
    asking = (Direction.MORE, Direction.LESS)
    sounds = session.ear.heard
    for told in [each for each in session.told if each.cue.direction in asking]:
        at_s = seconds(told.at_ns)
        (first, *_) = [each for each in sounds if each.start_s >= at_s - 0.01]
        assert first.kind is Kind.TONE
        assert first.text.removesuffix(CUT) == told.cue.tone
