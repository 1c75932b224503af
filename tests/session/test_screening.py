"""Who is asked what before pressing, and what an answer leads to."""

import pytest
from sitting import FREE_N, Sitting, header

from tpdevice.core.record import Ending, Happened
from tpdevice.core.tape import Action
from tpdevice.session.phases import Phase
from tpdevice.session.screening import QUESTIONS, questions_for

FIRST, LATER = questions_for(first_session=True), questions_for(first_session=False)
KEYS = {"y": Action.YES, "n": Action.NO}


def asked(screen: tuple[str, ...], answers: str) -> tuple[Sitting, list[str | None]]:
    sitting = Sitting(header(screen=screen))
    for answer in answers:
        sitting.key(KEYS[answer])
    return sitting, [told.question_id for told in sitting.told if told.cue.key == "question"]


@pytest.mark.parametrize(
    ("screen", "answers", "questions"),
    [
        (FIRST, "nnn", ["screen_a", "screen_b", "screen_c"]),
        (FIRST, "nyyn", ["screen_a", "screen_b", "clinician", "screen_c"]),
        (LATER, "nn", ["changed", "screen_c"]),
        (LATER, "ynnn", ["changed", "screen_a", "screen_b", "screen_c"]),
        (LATER, "ynyyn", ["changed", "screen_a", "screen_b", "clinician", "screen_c"]),
    ],
)
def test_who_may_press_goes_on(screen: tuple[str, ...], answers: str, questions: list[str]) -> None:
    sitting, seen = asked(screen, answers)
    assert seen == questions
    assert sitting.state.phase is Phase.CALIBRATE


@pytest.mark.parametrize(
    ("screen", "answers", "reason"),
    [
        (FIRST, "y", "screen_a"),
        (FIRST, "nyn", "screen_b"),
        (FIRST, "nny", "screen_c"),
        (LATER, "ny", "screen_c"),
        (LATER, "yy", "screen_a"),
        (LATER, "ynyn", "screen_b"),
    ],
)
def test_who_should_not_press_ends_with_advice(
    screen: tuple[str, ...], answers: str, reason: str
) -> None:
    sitting, _ = asked(screen, answers)
    assert sitting.state.phase is Phase.DONE
    assert sitting.word == "refused"
    assert sitting.summary.ending is Ending.SCREENED_OUT
    assert sitting.summary.reason == reason
    assert sitting.summary.exit_code == 4
    assert sitting.state.over


def test_nobody_is_asked_to_press_before_the_last_answer() -> None:
    sitting = Sitting(header(screen=FIRST)).connect().press(FREE_N, 30.0)
    assert set(sitting.words) == {"question"}


def test_every_answer_is_in_the_log() -> None:
    sitting, _ = asked(FIRST, "nyyn")
    answers = [(r.name, r.cause) for r in sitting.rows(Happened) if r.kind == "answer"]
    assert answers == [
        ("screen_a", "no"),
        ("screen_b", "yes"),
        ("clinician", "yes"),
        ("screen_c", "no"),
    ]


def test_every_question_has_an_id_of_the_list() -> None:
    assert {*FIRST, *LATER} <= set(QUESTIONS)
