"""Whatever force does: above the top for 0.3 s, every word in a hold leads down."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sitting import IN_N, SAMPLE_NS, Sitting

from tpdevice.core.action import Action
from tpdevice.core.cue import Direction
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import mn, ns
from tpdevice.session import events as ev
from tpdevice.session.phases import Phase
from tpdevice.session.state import State

_LEVELS_N = st.sampled_from([20.0, 35.9, 37.0, 40.0, 44.0, 46.0, 48.0]) | st.sampled_from(
    [40.0, 48.5, 50.0, 52.0, 56.0]
)
_PIECES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "rate 5", "rate 7", "pause", "battery", "let go"]),
        _LEVELS_N,
        st.booleans(),
        st.sampled_from([0.2, 0.31, 0.5, 1.0, 2.5, 4.0, 7.0]),
    ),
    min_size=1,
    max_size=7,
)
_STARTS = {
    "calm": Sitting().hold().rate(5).press(IN_N, 4.0).state,
    "asked": Sitting().hold().state,
    "matching": Sitting().hold(44.0).rate(5).press(41.0, 20.5).state,
    "approach": Sitting().approach().move(34.0).state,
}
_DOWN = (Direction.LESS, Direction.OFF)


def _act(sitting: Sitting, what: str) -> None:
    match what:
        case "rate 5" | "rate 7":
            sitting.rate(int(what[-1]))
        case "pause":
            sitting.key(Action.PAUSE)
        case "battery":
            sitting.feed(ev.BatteryWarned(sitting.t_ns))
        case "let go":
            sitting.key(Action.LET_GO)
        case _:
            pass


def _asked_top_mn(state: State) -> int | None:
    """Return the top that is asked for, or None while no word about it is due."""
    band = state.asked_band
    return None if band is None or not state.visible or state.paused else band.top_mn


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(_STARTS)), _PIECES)
def test_above_the_top_for_0_3_s_what_stands_always_leads_down(
    start: str, pieces: list[tuple[str, float, bool, float]]
) -> None:
    sitting = Sitting()
    sitting.state = state = _STARTS[start]
    sitting.t_ns, sitting.force_n = state.now_ns, state.chain.force_mn / 1000
    over_since_ns, last_top_mn = None, None
    for what, to_n, jumps, for_s in pieces:
        _act(sitting, what)
        count = round(for_s * 80)
        for i, force_mn in enumerate(_path(sitting.force_n, to_n, count, jumps=jumps)):
            sitting.t_ns += SAMPLE_NS
            top_mn = _asked_top_mn(sitting.state)
            if top_mn is None or top_mn != last_top_mn or force_mn <= top_mn:
                over_since_ns = None
            if top_mn is not None and force_mn > top_mn and over_since_ns is None:
                over_since_ns = sitting.t_ns
            last_top_mn = top_mn
            sitting.feed(ev.Samples(SampleBlock.of([sitting.t_ns], [force_mn])))
            state = sitting.state
            lasted_ns = 0 if over_since_ns is None else sitting.t_ns - over_since_ns
            if state.phase is Phase.HOLD and lasted_ns >= ns(0.3):
                assert state.told is not None
                assert state.told.cue.direction in _DOWN, state.told.cue.key
            if i % 8 == 7:
                sitting.feed(ev.Ticked(sitting.t_ns))
        sitting.force_n = to_n
        if state.phase not in (Phase.APPROACH, Phase.HOLD):
            return


def _path(from_n: float, to_n: float, count: int, *, jumps: bool) -> list[int]:
    """Return forces on the way from one to another, or the other at once, mN."""
    if jumps:
        return [mn(to_n)] * count
    return [mn(from_n + (to_n - from_n) * (i + 1) / count) for i in range(count)]
