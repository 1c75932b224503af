"""A summary in words: its figures agree with each other, and it claims no more than was said."""

import pytest
from msgspec.structs import replace
from sitting import FREE_N, IN_N, Sitting, header

from tpdevice.cli.wording import summary_lines
from tpdevice.core.conversion import Conversion
from tpdevice.core.record import Buckets, Ending, Outcome, Read, RepetitionRow, Summary
from tpdevice.core.units import ns
from tpdevice.homework.spacing import explained
from tpdevice.runtime.content import questions
from tpdevice.session.cues import CUES
from tpdevice.session.moving import Bar

HOLD = RepetitionRow(
    repetition=1,
    start_ns=0,
    end_ns=ns(62.2),
    buckets=Buckets(held_ns=ns(60), above_ns=ns(1.4), no_data_ns=ns(0.8)),
    mean_mn=40_000,
    peak_mn=48_000,
    impulse_mn_ns=0,
    first_rating=6,
    last_rating=6,
    outcome=Outcome.NO_CLEAR_CHANGE,
    let_go=False,
    cues=3,
    matched=True,
)


def ended(*rows: RepetitionRow, **changes: object) -> Summary:
    whole = Buckets()
    for row in rows:
        whole = whole.plus(row.buckets)
    made = Summary(
        end_ns=ns(200),
        ending=Ending.FINISHED,
        reason="all done",
        exit_code=0,
        buckets=whole,
        repetitions=rows,
        first_rating=6,
        last_rating=6,
        outcome=Outcome.NO_CLEAR_CHANGE,
        let_go=False,
        peak_mn=48_000,
        pressed_ns=0,
        cues=3,
        bad_frames=0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_the_sum_is_the_sum_of_what_stands_above_it() -> None:
    lines = summary_lines(ended(HOLD, replace(HOLD, repetition=2)), header())
    assert lines[1].startswith("hold 1: held 60 s · below 0 · above 1 · no data 1 ")
    assert "in all: held 120 s · below 0 · above 2 · no data 2" in lines


def test_what_was_felt_is_said_with_its_hold() -> None:
    eased = replace(HOLD, repetition=2, outcome=Outcome.EASED, last_rating=4)
    lines = summary_lines(ended(HOLD, eased, outcome=Outcome.EASED), header())
    said = "ratings 6 → 6 of 10 · You reported it eased: about 6 to about 4, at matched force"
    assert f"{said}, in hold 2" in lines
    alone = summary_lines(ended(eased, outcome=Outcome.EASED), header())
    assert said in alone


def test_answers_that_lie_close_together_are_not_quoted_for_it() -> None:
    eased = replace(HOLD, outcome=Outcome.EASED, first_rating=1, last_rating=0)
    lines = summary_lines(ended(eased, outcome=Outcome.EASED), header())
    assert "ratings 6 → 6 of 10 · You reported it eased" in lines


def test_matched_force_is_named_only_where_every_answer_was_matched() -> None:
    eased = replace(HOLD, outcome=Outcome.EASED, last_rating=4, matched=False)
    lines = summary_lines(ended(eased, outcome=Outcome.EASED), header())
    said = "You reported it eased: about 6 to about 4, force computed out"
    assert f"ratings 6 → 6 of 10 · {said}" in lines


@pytest.mark.parametrize(("then_n", "matched"), [(IN_N, True), (40.5, False)])
def test_a_hold_that_eased_says_whether_its_force_was_matched(
    then_n: float, *, matched: bool
) -> None:
    sitting = Sitting(header(asked={"repetitions": 1})).hold().rate(6)
    sitting.answering(IN_N, 21.0, ratings=[6]).answering(then_n, 62.0, ratings=[2, 2])
    summary = sitting.move(FREE_N).press(FREE_N, 60.0).summary
    assert summary.outcome is Outcome.EASED
    assert summary.repetitions[0].matched is matched
    said = "\n".join(summary_lines(summary, header()))
    assert ("at matched force" in said) is matched
    assert ("force computed out" in said) is not matched


def test_eased_names_no_figures_that_do_not_fall() -> None:
    eased = replace(HOLD, outcome=Outcome.EASED)
    lines = summary_lines(ended(eased, outcome=Outcome.EASED), header())
    assert "ratings 6 → 6 of 10 · You reported it eased" in lines


def test_a_hold_that_was_rated_once_says_so() -> None:
    once = replace(HOLD, last_rating=None, outcome=Outcome.NOT_RATED)
    assert summary_lines(ended(once), header())[1].endswith("ratings 6 · rated once")


def only_read(**changes: object) -> list[str]:
    read = Read(ns(172.2), ns(8.1), "it sends peaks")
    made = ended(ending=Ending.READ, reason="it sends peaks", read=read, first_rating=None)
    return summary_lines(replace(made, last_rating=None, **changes), header())  # type: ignore[arg-type]


def test_what_was_only_read_is_told_without_reproach() -> None:
    assert only_read()[1:] == [
        "read for 172 s · no data 8 · peak 48.0 N",
        "not coached: it sends peaks",
    ]


def test_a_reading_that_was_stopped_says_by_what() -> None:
    stopped = only_read(ending=Ending.STOPPED_BY_PERSON, reason="stop pressed")
    assert stopped[1:] == [*only_read()[1:], "3 cues · stopped by you: stop pressed"]


def test_no_data_is_named_only_where_there_was_some() -> None:
    read = Read(ns(180.0), ns(0.2), "it sends peaks")
    assert only_read(read=read)[1] == "read for 180 s · peak 48.0 N"


def test_a_force_beyond_the_sensor_is_no_figure() -> None:
    lines = summary_lines(ended(HOLD, peak_mn=1_765_000), header())
    assert any(line.startswith("peak over 980 N, the sensor's range") for line in lines)
    assert "1765" not in "".join(lines)


def test_a_session_that_never_reached_its_band_says_what_to_do() -> None:
    sitting = Sitting(header(asked={"repetitions": 1})).approach().press(20.0, 111.0)
    sitting.press(FREE_N, 60.0)
    assert "--calibrate" in summary_lines(sitting.summary, header())[-1]
    held = Sitting(header(asked={"repetitions": 1})).repetition(5, 5, 5, 5, force_n=IN_N)
    assert "--calibrate" not in "".join(summary_lines(held.press(FREE_N, 60.0).summary, header()))


def test_one_of_a_kind_is_not_told_in_the_plural() -> None:
    lines = summary_lines(ended(HOLD, cues=1, bad_frames=1), header())
    assert any("· 1 cue ·" in line for line in lines)
    assert "left out: 1 frame from the sensor that made no sense" in lines


@pytest.mark.parametrize("question", ["screen_a", "place"])
def test_who_is_sent_away_reads_the_advice_first_and_nothing_of_ratings(question: str) -> None:
    sent = ended(ending=Ending.SCREENED_OUT, reason=question, first_rating=None, last_rating=None)
    lines = summary_lines(replace(sent, outcome=Outcome.NOT_RATED), header())
    assert lines[1] == questions()[question].advice
    assert not any("rated" in line for line in lines)


def test_the_word_at_a_refusal_fits_every_advice() -> None:
    """A place that was not found is no reason to stay away for the day."""
    told = f"{CUES['refused'].word} {CUES['refused'].text}".lower()
    assert "today" not in told
    assert "here" not in told


@pytest.mark.parametrize(
    ("conversion", "error_n", "said"),
    [
        (
            Conversion((4.0, 9.0), (10.0, 40.0)),
            1.25,
            "force: by the ball map up to 40 N, of 2026-11-02, off by 1.2 N at most",
        ),
        (
            Conversion.straight(0.02),
            None,
            "force: by a known weight, of 2026-11-02, error not known",
        ),
    ],
)
def test_what_a_person_found_out_is_told_with_its_date_and_error(
    conversion: Conversion, error_n: float | None, said: str
) -> None:
    first = replace(
        header(),
        conversion=conversion,
        conversion_date="2026-11-02",
        conversion_error_n=error_n,
    )
    assert said in summary_lines(ended(HOLD), first)
    assert not [line for line in summary_lines(ended(HOLD), header()) if line.startswith("force:")]


def test_a_limit_that_kept_a_session_from_beginning_is_explained() -> None:
    lines = summary_lines(ended(ending=Ending.NOT_OFFERED, reason=Bar.SITTING), header())
    assert explained(Bar.SITTING) in lines
    assert any(str(Bar.SITTING) in line for line in lines)
