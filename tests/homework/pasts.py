"""Sessions and answers, in hours since a first session on some evening."""

from typing import Any

from hypothesis import strategies as st

from tpdevice.homework.past import HOUR_S, Answer, Past, Place, Pressed

SHOULDER, HIP = Place("UT", "left"), Place("GMD", "right")
BEGAN_S = 1_772_388_000
"""A Sunday, 18:00 UTC."""
DAY = 739_676
"""Of that day."""


def at(hours: float) -> int:
    """Return a moment so many hours after the first session."""
    return BEGAN_S + round(hours * HOUR_S)


def pressed(number: int = 1, place: Place = SHOULDER, *, at_h: float = 0.0, **more: Any) -> Pressed:
    """Return a session."""
    return Pressed(number, place, at(at_h), DAY + int((at_h + 18) // 24), **more)


def answer(
    about: Pressed | None = None,
    soreness: int = 0,
    *,
    after_h: int = 24,
    at_h: float | None = None,
    bruise: bool = False,
    warning: bool = False,
) -> Answer:
    """Return what was said, at the hour of its check unless told otherwise."""
    about = about or pressed()
    told_s = about.at_s + after_h * HOUR_S if at_h is None else at(at_h)
    return Answer(about, after_h, told_s, soreness, bruise, warning)


def past(*things: Pressed | Answer) -> Past:
    """Return a past of sessions and answers; what was answered was pressed."""
    said = tuple([each for each in things if isinstance(each, Answer)])
    done = [each for each in things if isinstance(each, Pressed)]
    return Past(tuple(dict.fromkeys([*done, *(each.about for each in said)])), said)


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    """Return any past of two places over a week or two."""
    gaps = draw(st.lists(st.integers(1, 80), min_size=1, max_size=5))
    done = [
        pressed(n, draw(st.sampled_from([SHOULDER, HIP])), at_h=sum(gaps[:n]), held=draw(_BOOL))
        for n in range(1, len(gaps) + 1)
    ]
    said = draw(st.lists(answers(st.sampled_from(done)), max_size=6))
    return Past(tuple(done), tuple({(a.about.session, a.after_h): a for a in said}.values()))


_BOOL = st.booleans()


@st.composite
def answers(draw: st.DrawFn, about: st.SearchStrategy[Pressed] | None = None) -> Answer:
    """Return any answer."""
    whose = pressed() if about is None else draw(about)
    after_h = draw(st.sampled_from([24, 48, 72, 73, 100]))
    late_h = draw(st.integers(-4, 60))
    told_s = whose.at_s + (after_h + late_h) * HOUR_S
    return Answer(whose, after_h, told_s, draw(st.integers(0, 10)), draw(_BOOL), draw(_BOOL))
