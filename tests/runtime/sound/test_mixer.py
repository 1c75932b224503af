"""What sounds when: the newest cue at once, a stop to its end, a word over nothing."""

import itertools
import random

import numpy as np
import pytest

from tpdevice.core.cue import Priority
from tpdevice.core.units import ns
from tpdevice.runtime.sound.mixer import FADE_S, GAP_S, SENTENCE_GAP_S, Kind, Mix
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.tones import Pcm, tones

RATE_HZ = 8_000
TONES = tones(RATE_HZ)
WORD = np.full(2_000, 0.1, np.float32)
MORE = Play(Tone.MORE, Priority.CORRECT)
LESS = Play(Tone.LESS, Priority.CORRECT)
GOOD = Play(Tone.GOOD, Priority.GUIDE)
STOP = Play(Tone.STOP, Priority.STOP)
BEAT = Play(Tone.COUNT, Priority.CALM, only_if_silent=True)


def word(_: str) -> Pcm:
    return WORD


def begun() -> Mix:
    return Mix(TONES, RATE_HZ)


def heard(mix: Mix, kind: Kind = Kind.TONE) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in mix.placed if each.kind is kind]


def test_a_cue_sounds_from_the_very_sample_it_is_taken_at() -> None:
    mix = begun().take(MORE, 12_345)
    assert not mix.read(0, 12_345).any()
    assert np.array_equal(mix.read(12_345, len(TONES[Tone.MORE])), TONES[Tone.MORE])
    assert mix.read(12_346, 1)[0] != 0.0
    assert mix.end == 12_345 + len(TONES[Tone.MORE])


def test_the_newest_cue_cuts_what_sounds_within_a_few_milliseconds() -> None:
    mix = begun().take(MORE, 1_000).take(GOOD, 2_000)
    assert heard(mix) == [(1_000, 2_000 + round(FADE_S * RATE_HZ)), (2_000, mix.end)]
    late = mix.read(2_000 + round(FADE_S * RATE_HZ), 500)
    assert np.array_equal(late, TONES[Tone.GOOD][48:548])


def test_what_is_cut_fades_and_does_not_click() -> None:
    mix = begun().take(MORE, 0).take(GOOD, 1_500)
    cut, fade = mix.placed[0], round(FADE_S * RATE_HZ)
    shape = cut.read(1_500, fade) / TONES[Tone.MORE][1_500 : 1_500 + fade]
    assert shape == pytest.approx(np.arange(fade, 0, -1) / fade, abs=1e-3)
    assert not cut.read(1_500 + fade, 100).any()


def test_a_stop_cuts_everything_at_once() -> None:
    mix = begun().take(MORE, 0).take(STOP, 100)
    assert heard(mix)[-1][0] == 100


def test_a_stop_is_heard_to_its_end_by_what_is_none() -> None:
    mix = begun().take(STOP, 1_000).take(GOOD, 1_500)
    (first, last), (good, _) = heard(mix)
    assert (first, last) == (1_000, 1_000 + len(TONES[Tone.STOP]))
    assert good == last
    again = begun().take(STOP, 1_000).take(STOP, 1_500)
    assert [start for start, _ in heard(again)] == [1_000, 1_500]


def test_only_the_newest_waits_for_a_stop() -> None:
    mix = begun().take(STOP, 1_000).take(MORE, 1_200).take(GOOD, 1_300)
    assert [len(mix.placed), mix.placed[-1].pcm is TONES[Tone.GOOD]] == [2, True]


def test_marks_follow_the_tone_and_the_word_follows_both() -> None:
    play = Play(Tone.LESS, after=(Tone.LOST, Tone.PHASE), word="off")
    mix = begun().take(play, 500, word_pcm=word)
    gap = round(GAP_S * RATE_HZ)
    kinds = [each.kind for each in mix.placed]
    assert kinds == [Kind.TONE, Kind.MARK, Kind.MARK, Kind.WORD]
    for before, after in itertools.pairwise(mix.placed):
        assert after.start == before.end + gap


def test_a_word_that_is_not_there_is_left_out() -> None:
    assert begun().take(Play(Tone.LESS, word="off"), 0, word_pcm=lambda _: None).end == len(
        TONES[Tone.LESS]
    )


def test_a_new_cue_takes_back_what_was_still_to_come() -> None:
    mix = begun().take(Play(Tone.LESS, after=(Tone.PHASE,), word="off"), 0, word_pcm=word)
    mix = mix.take(GOOD, 200)
    assert [each.kind for each in mix.placed] == [Kind.TONE, Kind.TONE]


def test_a_beat_is_placed_ahead_and_left_out_where_anything_sounds() -> None:
    ahead = Play(Tone.COUNT, Priority.CALM, delay_ns=ns(0.25), only_if_silent=True)
    assert heard(begun().take(ahead, 1_000), Kind.MARK) == [(3_000, 3_000 + 960)]
    spoken = begun().take(Play(Tone.GOOD, word="good"), 0, word_pcm=word)
    assert spoken.take(BEAT, 2_000) is spoken
    assert len(spoken.take(BEAT, spoken.end).placed) == 3


def test_a_cue_takes_back_a_beat_that_was_placed_ahead() -> None:
    ahead = Play(Tone.COUNT, Priority.CALM, delay_ns=ns(0.25), only_if_silent=True)
    mix = begun().take(ahead, 1_000).take(LESS, 1_500)
    assert [each.pcm is TONES[Tone.LESS] for each in mix.placed] == [True]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_comes_no_two_sounds_lie_over_each_other(seed: int) -> None:
    rng = random.Random(seed)
    mix, at = begun(), 0
    for _ in range(30):
        at += rng.randrange(0, 6_000)
        tone = rng.choice(list(Tone))
        priority = Priority.STOP if tone is Tone.STOP else Priority.GUIDE
        if tone is Tone.COUNT:
            play = Play(tone, Priority.CALM, delay_ns=ns(rng.random()), only_if_silent=True)
        else:
            play = Play(tone, priority, tuple(rng.sample([Tone.PHASE, Tone.LOST], 1)), "word")
        mix = mix.take(play, at, word_pcm=word)
        spans = sorted((each.start, each.end - each.fade) for each in mix.placed)
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
        if play.priority is Priority.STOP:
            assert any(each.start == at and each.pcm is TONES[Tone.STOP] for each in mix.placed)


def test_a_mix_is_the_same_in_any_pieces() -> None:
    mix = begun().take(Play(Tone.MORE, word="more"), 700, word_pcm=word).take(GOOD, 2_600)
    whole = mix.read(0, 9_000)
    cuts = [0, 1, 699, 700, 701, 2_599, 2_610, 2_660, 5_000, 9_000]
    pieces = [mix.after(a).read(a, b - a) for a, b in itertools.pairwise(cuts)]
    assert np.array_equal(np.concatenate(pieces), whole)


def test_what_is_over_is_forgotten() -> None:
    mix = begun().take(MORE, 0)
    assert mix.after(mix.end - 1) is mix
    assert mix.after(mix.end).placed == ()


def test_sentences_follow_each_other_with_a_pause_and_a_cue_cuts_them_all() -> None:
    question = Play(Tone.ASK, Priority.ASK, word="one", more=("two", "three"))
    mix = begun().take(question, 0, word_pcm=word)
    spoken = heard(mix, Kind.WORD)
    assert len(spoken) == 3
    pauses = {later - end for (_, end), (later, _) in itertools.pairwise(spoken)}
    assert pauses == {round(SENTENCE_GAP_S * RATE_HZ)}
    at = spoken[1][0] + 100
    cut = (spoken[1][0], at + round(FADE_S * RATE_HZ))
    assert heard(mix.take(MORE, at), Kind.WORD) == [cut]


def test_what_waits_cuts_nothing_and_is_heard_behind_all() -> None:
    mix = begun().take(Play(Tone.DONE, Priority.STOP, word="done"), 0, word_pcm=word)
    last = mix.end
    more = mix.take(Play(None, Priority.STOP, word="result", waits=True), 10, word_pcm=word)
    assert more.placed[: len(mix.placed)] == mix.placed
    assert heard(more, Kind.WORD)[-1][0] >= last
