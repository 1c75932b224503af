"""What is told becomes what is heard: a tone at once, marks behind it, and a word at last."""

import pytest
from listened import Ear, ListenedTo, Spoken
from sitting import FREE_N, HIGH_N, IN_N, LOW_N, header

from tpdevice.core.action import Action
from tpdevice.core.cue import Priority, Told
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.sinks import Sounds
from tpdevice.session.answering import By
from tpdevice.session.cues import CUES
from tpdevice.session.phases import Phase


def told(key: str, phase: Phase = Phase.HOLD) -> Told:
    return Told(7, CUES[key], phase, "")


def heard(*all_told: Told) -> list[Play]:
    ear = Ear()
    sounds = Sounds([ear])
    for each in all_told:
        sounds.show(each)
    return [play for play, _ in ear.heard]


def test_a_cue_is_heard_as_its_tone_at_the_time_at_which_it_was_told() -> None:
    ear = Ear()
    Sounds([ear]).show(told("less"))
    assert ear.heard == [(Play(Tone.LESS, Priority.CORRECT), 7)]


def test_a_correction_that_stands_is_heard_as_often_as_it_is_told_and_no_faster() -> None:
    sitting = ListenedTo().hold().rate(5).press(IN_N, 5.0)
    since = len(sitting.plays)
    sitting.press(HIGH_N, 17.0)
    less = [play for play in sitting.plays[since:] if play.tone is Tone.LESS]
    assert len(less) == sitting.words.count("less") == 4


def test_who_comes_into_the_band_hears_more_then_good() -> None:
    sitting = ListenedTo().approach().move(IN_N, n_per_s=4.0).until(Phase.HOLD, IN_N)
    assert sitting.tones[-2:] == [Tone.MORE, Tone.GOOD]


def test_good_is_not_heard_again_while_all_stays_well() -> None:
    assert [p.tone for p in heard(told("there"), told("settle"), told("hold"))] == [Tone.GOOD]
    again = heard(told("hold"), told("rate"), told("hold"))
    assert [p.tone for p in again] == [Tone.GOOD, Tone.ASK, Tone.GOOD], "the answer was taken"


def test_a_new_part_of_the_session_is_marked_behind_the_cue() -> None:
    release = heard(told("hold"), told("release", Phase.RELEASE))[-1]
    assert (release.tone, release.after) == (Tone.LESS, (Tone.PHASE,))
    rest = heard(told("release", Phase.RELEASE), told("rest", Phase.REST))[-1]
    assert rest.after == (Tone.PHASE,)


def test_finding_the_band_again_is_no_new_part() -> None:
    plays = heard(told("hold"), told("more", Phase.APPROACH), told("there"))
    assert [play.after for play in plays] == [(), (), ()]


def test_force_that_is_lost_is_heard_as_stop_and_lost_and_its_return_as_back() -> None:
    sitting = ListenedTo().hold().rate(5).press(IN_N, 5.0).silence(3.0)
    lost = sitting.plays[-1]
    assert (lost.tone, lost.priority, lost.after) == (Tone.STOP, Priority.STOP, (Tone.LOST,))
    sitting.again().press(LOW_N, 0.5)
    assert Tone.BACK in sitting.plays[-1].after
    sitting.press(FREE_N, 0.5)
    assert [play.after for play in sitting.plays].count((Tone.LOST,)) == 1


def test_what_is_lost_is_heard_as_lost_once() -> None:
    plays = heard(told("come_off_unseen"), told("come_off_withheld"))
    assert [play.after for play in plays] == [(Tone.LOST,), ()]


def test_a_session_that_ends_unseen_is_not_called_back() -> None:
    plays = heard(told("come_off_unseen"), told("interrupted", Phase.DONE))
    assert plays[-1] == Play(Tone.STOP, Priority.STOP)


def test_a_stop_is_heard_with_the_priority_of_a_stop() -> None:
    sitting = ListenedTo().hold().key(Action.STOP)
    assert (sitting.plays[-1].tone, sitting.plays[-1].priority) == (Tone.STOP, Priority.STOP)


def test_a_voice_says_the_cues_few_words() -> None:
    sitting = ListenedTo(voice=True).hold().rate(5).press(IN_N, 5.0).press(HIGH_N, 1.0)
    words = [play.word for play in sitting.plays]
    assert words[-1] == "less.wav"
    assert "good.wav" in words


def test_without_tones_only_the_voice_is_heard() -> None:
    sitting = ListenedTo(voice=True, tones=False).hold().rate(5).press(IN_N, 60.0)
    assert set(sitting.tones) == {None}
    assert all(play.word for play in sitting.plays)


def test_without_tones_and_voice_nothing_is_put_out() -> None:
    assert ListenedTo(tones=False).hold().plays == []


def test_a_whole_repetition_is_heard_in_its_order() -> None:
    sitting = ListenedTo(header(asked={"repetitions": 1, "rating_at_s": (0.0,)})).repetition(5, 5)
    tones = [tone for tone in sitting.tones if tone not in (Tone.COUNT, Tone.SLOW)]
    kept = [tone for i, tone in enumerate(tones) if i == 0 or tone != tones[i - 1]]
    assert kept[-6:] == [Tone.GOOD, Tone.ASK, Tone.GOOD, Tone.ASK, Tone.LESS, Tone.REST]


@pytest.mark.parametrize(
    ("by", "word"),
    [
        (By.KEYS, "slowly more. press t when tender.wav"),
        (By.TOUCH, "slowly more. touch when tender.wav"),
        (By.ONE_KEY, "slowly more. press when tender.wav"),
    ],
)
def test_a_voice_says_what_to_do_in_the_terms_of_how_it_is_answered(by: By, word: str) -> None:
    ear = Ear()
    Sounds([ear], voice=Spoken(), by=lambda: by).show(told("calibrate_tender", Phase.CALIBRATE))
    assert [play.word for play, _ in ear.heard] == [word]
