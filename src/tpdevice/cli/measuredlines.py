"""What a recording comes to, in words and as JSON."""

from tpdevice.core.record import Buckets, RepetitionRow
from tpdevice.core.settings import Unit, fine_text
from tpdevice.core.units import newtons, seconds
from tpdevice.session.measuring import Measured
from tpdevice.tui.sumup import counted


def measured_lines(found: Measured, edges_n: tuple[float, float]) -> list[str]:
    """Return what a recording comes to, a line each."""
    bottom_n, top_n = edges_n
    lines = [f"band {bottom_n:g} to {top_n:g} N"]
    lines += [_hold_line(hold) for hold in found.holds]
    if found.holds:
        lines.append(f"in all: {_times(found.buckets)}")
    else:
        lines.append("Nothing was held: force was never in the band for long enough to settle.")
    if found.passes:
        times = counted(found.passes, "time")
        lines.append(f"in the band and gone before anything was held: {times}")
    unseen_ns = found.length_ns - found.seen_ns
    no_data = f" · no data {seconds(unseen_ns):.1f} s" if unseen_ns else ""
    lines.append(
        f"pressed {seconds(found.pressed_ns):.0f} s · peak {fine_text(found.peak_mn, Unit.N)} · "
        f"{found.rate_hz:.4g} values a second{no_data}"
    )
    return lines


def _hold_line(hold: RepetitionRow) -> str:
    assert hold.mean_mn is not None
    return (
        f"hold {hold.repetition}, from {seconds(hold.start_ns):.1f} s on: "
        f"{_times(hold.buckets)} · mean {fine_text(hold.mean_mn, Unit.N)} · "
        f"peak {fine_text(hold.peak_mn, Unit.N)} · impulse {_impulse_n_s(hold):.0f} N s"
    )


def measured_json(found: Measured, edges_n: tuple[float, float]) -> dict[str, object]:
    """Return the same as plain values, in newtons and seconds."""
    return {
        "band_n": list(edges_n),
        "length_s": seconds(found.length_ns),
        "seen_s": seconds(found.seen_ns),
        "rate_hz": found.rate_hz,
        "pressed_s": seconds(found.pressed_ns),
        "peak_n": newtons(found.peak_mn),
        "passes": found.passes,
        "in_all": _buckets_s(found.buckets),
        "holds": [
            {
                "number": hold.repetition,
                "start_s": seconds(hold.start_ns),
                "end_s": seconds(hold.end_ns),
                **_buckets_s(hold.buckets),
                "mean_n": None if hold.mean_mn is None else newtons(hold.mean_mn),
                "peak_n": newtons(hold.peak_mn),
                "impulse_n_s": _impulse_n_s(hold),
            }
            for hold in found.holds
        ],
    }


def _times(buckets: Buckets) -> str:
    held_s, *others = _buckets_s(buckets).items()
    parts = [f"{name.removesuffix('_s').replace('_', ' ')} {time_s:.1f}" for name, time_s in others]
    return " · ".join([f"held {held_s[1]:.1f} s", *parts])


def _impulse_n_s(hold: RepetitionRow) -> float:
    return newtons(seconds(hold.impulse_mn_ns))


def _buckets_s(buckets: Buckets) -> dict[str, float]:
    return {
        "held_s": seconds(buckets.held_ns),
        "settling_s": seconds(buckets.settling_ns),
        "below_s": seconds(buckets.below_ns),
        "above_s": seconds(buckets.above_ns),
        "no_data_s": seconds(buckets.no_data_ns),
    }
