"""Questions are said to their end, with how to answer; answers are confirmed by a word."""

import pytest
from listened import Ear, ListenedTo
from msgspec.structs import replace
from sitting import FREE_N, IN_N, POINT, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.coaching import Coaching
from tpdevice.core.plan import Move
from tpdevice.core.record import Outcome
from tpdevice.core.units import ns
from tpdevice.runtime.content import questions
from tpdevice.runtime.sound.play import Tone
from tpdevice.runtime.sound.sentences import (
    WAKE,
    length_s,
    of_place,
    result,
    sentences,
    vocabulary,
)
from tpdevice.runtime.sound.sinks import Sounds
from tpdevice.runtime.sound.speech import AGAIN_S
from tpdevice.session.effects import Show
from tpdevice.session.outcomes import OUTCOMES
from tpdevice.session.phases import Phase
from tpdevice.session.screening import QUESTIONS, questions_for
from tpdevice.session.state import Stage

FIRST = questions_for(first_session=True, refused=False, new_place=True)
Y_N = "y is yes, n is no"


def said(sitting: ListenedTo) -> list[tuple[str, ...]]:
    """Return what was said at each cue, without what makes files of it."""
    words = [(play.word, *play.more) for play in sitting.plays]
    return [tuple(word.removesuffix(".wav") for word in each) for each in words]


def listened(**changes: object) -> ListenedTo:
    return ListenedTo(header(**changes), voice=True)


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_question_is_said_in_the_words_of_the_screen_and_then_how_to_answer(key: str) -> None:
    sitting = listened(screen=(key,))
    question, (heard,) = questions()[key], said(sitting)
    assert heard[0] == question.title
    assert heard[-2:] == (Y_N, WAKE), "and how to answer without any"
    assert [each for each in heard if each in question.items] == list(question.items)


def test_that_the_ball_can_be_woken_is_said_once_and_only_of_a_sensor_that_is_heard() -> None:
    sitting = listened(screen=("changed", "screen_c"))
    sitting.key(Action.NO)
    assert [WAKE in each for each in said(sitting)] == [True, False]
    slow = listened(screen=("changed",), coaching=Coaching.SLOW)
    assert WAKE not in said(slow)[0]


def test_a_place_is_told_in_words_before_its_question_is_answered() -> None:
    guidance = ("The meaty top of the shoulder.", "Lean in slowly.")
    moves = (Move("nod", "Small nods"), Move("turn", "Turn"))
    rules = replace(POINT, guidance=guidance, movements=moves)
    opening = header(screen=("place",), rules=rules)
    sitting = ListenedTo(opening, voice=True)
    assert [each for each in said(sitting)[0] if each in guidance] == list(guidance)
    assert {*guidance, "Small nods", "Turn"} < set(of_place(opening))


def test_all_that_is_said_of_questions_is_made_before() -> None:
    known = set(vocabulary())
    for key in QUESTIONS:
        question = questions()[key]
        assert {question.title, *question.items} <= known
        assert not question.advice or question.advice in known
    assert {"yes", "no", "0", "10", Y_N} <= known
    assert len(vocabulary()) == len(known)


def test_an_answer_is_confirmed_by_a_word_before_what_comes_next() -> None:
    sitting = listened(screen=("changed", "screen_c"))
    sitting.key(Action.NO)
    assert said(sitting)[-1][:2] == ("no", questions()["screen_c"].title)
    sitting.connect().key(Action.NO)
    assert said(sitting)[-1][0] == "no"


def test_a_rating_is_said_back_in_a_word() -> None:
    sitting = ListenedTo(voice=True).hold().rate(4)
    assert said(sitting)[-1][0] == "4"
    assert said(sitting)[-1][1:] == ("good",), "also where good was said before"


def test_a_mark_is_noted_and_what_to_do_next_is_said_with_how() -> None:
    sitting = listened(calibration=None, asked={"calibration_ramps": 1})
    sitting.connect().press(FREE_N, 1.0).press(38.0, 2.0).key(Action.TENDER)
    assert sitting.state.calibrating.stage is Stage.COMFORT
    assert said(sitting)[-1] == ("noted", "on, more. c before comfort ends")
    sitting.press(50.0, 1.0).key(Action.COMFORT)
    assert said(sitting)[-1] == ("noted", "slowly off")


def test_what_stops_says_nothing_before_it() -> None:
    sitting = ListenedTo(voice=True).hold().rate(9)
    assert said(sitting)[-1] == ("stop. come off",)


def test_who_is_refused_hears_the_advice() -> None:
    sitting = listened(screen=FIRST).key(Action.YES)
    assert said(sitting)[-1] == ("yes", "not begun", questions()["screen_a"].advice)


def test_a_question_that_stands_is_said_once_more_and_no_oftener() -> None:
    sitting = listened(screen=("screen_c",)).connect()
    once = said(sitting)[0]
    spoken_s = length_s(once)
    sitting.press(FREE_N, spoken_s + AGAIN_S["yes_no"] - 1.0)
    assert said(sitting) == [once]
    sitting.press(FREE_N, 2.0)
    assert said(sitting) == [once, once]
    assert sitting.plays[-1].tone is None
    sitting.press(FREE_N, 120.0)
    assert said(sitting) == [once, once]


def test_a_question_is_said_again_whenever_it_is_wanted() -> None:
    sitting = listened(screen=("changed",))
    for _ in range(3):
        sitting.key(Action.AGAIN)
    assert len(set(said(sitting))) == 1
    assert len(said(sitting)) == 4
    assert sitting.state.questions == ("changed",), "it answers nothing"


def test_wanting_it_again_says_what_stands_in_a_hold_too() -> None:
    sitting = ListenedTo(voice=True).hold().rate(5).press(IN_N, 5.0)
    cues = sitting.state.cues
    sitting.key(Action.AGAIN)
    assert said(sitting)[-1] == ("good",)
    assert (sitting.plays[-1].tone, sitting.state.cues) == (Tone.GOOD, cues), "and counts no cue"
    assert isinstance(sitting.effects[-1], Show)


def test_a_rating_that_is_awaited_is_asked_once_more_while_there_is_time() -> None:
    sitting = ListenedTo(voice=True).hold()
    sitting.press(IN_N, AGAIN_S["rating"] + 4.0)
    asked = [each for each in said(sitting) if each == ("how strong, 0 to 10?",)]
    assert len(asked) == 2


def test_after_the_ball_was_woken_only_how_to_answer_is_said_if_the_question_was_heard() -> None:
    sitting = listened(screen=("changed",)).connect().press(FREE_N, 10.0).presses(0.3, 0.3)
    assert said(sitting)[-1] == ("a question. twice yes, long no",)
    early = listened(screen=("screen_a",)).connect().press(FREE_N, 5.0).presses(0.3, 0.3)
    assert said(early)[-1][0] == questions()["screen_a"].title, "it was cut, and begins anew"


class LateVoice:
    """A voice that has nothing but how to answer, until the rest was made."""

    def __init__(self) -> None:
        self.made = False

    def file(self, text: str) -> str:
        return f"{text}.wav" if self.made or text == Y_N else ""


def test_a_question_that_was_not_made_yet_is_never_said_in_part_and_said_late() -> None:
    ear, voice = Ear(), LateVoice()
    sounds = Sounds([ear], voice=voice)
    sitting = Sitting(header(screen=("screen_c",))).connect()
    sounds.show(sitting.told[-1])
    sounds.look(sitting.state)
    assert [(play.word, play.more) for play, _ in ear.heard] == [(f"{Y_N}.wav", ())]
    voice.made = True
    sounds.look(sitting.press(FREE_N, 1.0).state)
    late, at_ns = ear.heard[-1]
    assert late.word == f"{questions()['screen_c'].title}.wav"
    assert at_ns == sitting.state.now_ns
    sounds.look(sitting.press(FREE_N, 1.0).state)
    assert len(ear.heard) == 2


def test_at_the_end_what_came_of_it_is_said_behind_all_else() -> None:
    opening = header(asked={"repetitions": 1, "rating_at_s": (0.0,), "hold_s": 20.0})
    sitting = ListenedTo(opening, voice=True).repetition(5, 4).press(FREE_N, 60.0)
    assert sitting.state.phase is Phase.DONE
    sitting.sounds.say_result()
    play, _ = sitting.ear.heard[-1]
    outcome = OUTCOMES[Outcome.NO_CLEAR_CHANGE]
    expected = ("20 seconds were held.", "You rated 5, and at the end 4.", f"{outcome}.")
    assert said(sitting)[-1] == expected
    assert (play.waits, play.tone) == (True, None)
    assert result(sitting.summary) == expected


def test_nothing_came_of_what_was_not_begun() -> None:
    sitting = listened(screen=FIRST).key(Action.YES)
    assert sitting.sounds.result == ()


def test_why_it_was_stopped_or_not_offered_is_said_behind_the_cue() -> None:
    stopped = ListenedTo(voice=True).hold().rate(9)
    assert stopped.sounds.result[0] == "Rated 8 or more."
    enough = listened(limits={"held_today_s": 180.0})
    enough.press(FREE_N, 0.1)
    (why,) = enough.sounds.result
    assert why == "This point has had its 180 seconds for today."


def test_a_long_list_takes_as_long_as_it_has_words() -> None:
    (told,) = Sitting(header(screen=("screen_a",))).told
    assert 25.0 < length_s(sentences(told)) < 45.0, "espeak takes 33 s"
    assert ns(length_s(("good",))) < ns(1.0)
