"""Who is asked what before pressing, and what an answer leads to."""

import pytest
from msgspec.structs import replace
from sitting import FREE_N, POINT, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.record import Ending, Happened
from tpdevice.session.phases import Phase
from tpdevice.session.screening import QUESTIONS, questions_for, refused_for_good


def questions(
    *,
    first_session: bool = False,
    refused: bool = False,
    new_place: bool = False,
    locked_by: str = "",
) -> tuple[str, ...]:
    return questions_for(
        first_session=first_session, refused=refused, new_place=new_place, locked_by=locked_by
    )


FIRST, LATER = questions(first_session=True), questions()
ELSEWHERE = questions(new_place=True)
LOCKED = questions(locked_by="nerve")
LOCKED_ELSEWHERE = questions(new_place=True, locked_by="nerve")
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
        (ELSEWHERE, "nny", ["changed", "screen_c", "place"]),
        (LOCKED, "nnn", ["changed", "screen_c", "nerve"]),
        (LOCKED_ELSEWHERE, "nnny", ["changed", "screen_c", "nerve", "place"]),
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
        (ELSEWHERE, "nnn", "place"),
        (LOCKED, "nny", "nerve"),
        (LOCKED_ELSEWHERE, "nny", "nerve"),
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


@pytest.mark.parametrize(
    ("answers", "refused"),
    [
        ({}, False),
        ({"screen_a": False, "screen_b": False}, False),
        ({"screen_a": True}, True),
        ({"screen_a": False, "screen_b": True}, True),
        ({"screen_b": True, "clinician": False}, True),
        ({"screen_b": True, "clinician": True}, False),
        ({"screen_b": False, "clinician": False}, False),
        ({"changed": True, "screen_c": True}, False),
        ({"changed": False, "nerve": True}, False),
    ],
)
def test_a_refusal_stands_until_its_questions_are_answered_otherwise(
    answers: dict[str, bool], *, refused: bool
) -> None:
    assert refused_for_good(answers) is refused


def test_who_was_refused_is_asked_everything_again() -> None:
    assert questions(refused=True) == FIRST


def test_a_new_place_is_shown_in_words_before_it_is_pressed() -> None:
    guided = replace(POINT, guidance=("on the ridge", "with a ball", "not in front"))
    sitting = Sitting(header(screen=ELSEWHERE, rules=guided))
    sitting.key(Action.NO).key(Action.NO)
    assert sitting.told[-1].question_id == "place"
    assert sitting.told[-1].items == guided.guidance


def test_a_pause_leaves_a_question_unanswered() -> None:
    sitting = Sitting(header(screen=FIRST)).key(Action.PAUSE).key(Action.YES)
    assert sitting.state.questions == FIRST
    assert sitting.key(Action.PAUSE).key(Action.NO).state.questions == FIRST[1:]


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
