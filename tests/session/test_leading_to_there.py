"""Whatever force does and whatever is answered: a correction ends aloud, and then comes advice."""

from ended import left_open
from hypothesis import given, settings
from hypothesis import strategies as st
from sitting import IN_N, Sitting

from tpdevice.core.action import Action
from tpdevice.session import events as ev

_LEVELS_N = st.sampled_from([20.0, 35.5, 37.0, 40.0, 44.0, 46.0, 48.0, 50.0])
_ACTS = st.sampled_from(["", "rate 2", "rate 3", "rate 5", "rate 7", "pause", "let go", "battery"])
_PIECES = st.lists(
    st.tuples(_ACTS, _LEVELS_N, st.sampled_from([0.2, 0.5, 1.0, 2.5, 4.0, 7.0])), max_size=7
)


def _act(sitting: Sitting, what: str) -> None:
    match what:
        case "rate 2" | "rate 3" | "rate 5" | "rate 7":
            sitting.rate(int(what[-1]))
        case "pause":
            sitting.key(Action.PAUSE)
        case "let go":
            sitting.key(Action.LET_GO)
        case "battery":
            sitting.feed(ev.BatteryWarned(sitting.t_ns))
        case _:
            pass


@settings(max_examples=50, deadline=None)
@given(_PIECES)
def test_no_correction_is_left_open(pieces: list[tuple[str, float, float]]) -> None:
    sitting = Sitting().hold(40.0)
    for what, to_n, for_s in pieces:
        _act(sitting, what)
        start_n = sitting.force_n
        sitting.press(lambda s, a=start_n, b=to_n: a + (b - a) * min(1.0, 2.0 * s), for_s)
    sitting.press(IN_N, 9.0)
    assert left_open(sitting.told) == []
