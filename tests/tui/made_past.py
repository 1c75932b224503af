"""A past that the rooms of log and trends show."""

from tpdevice.core.samples import SampleBlock
from tpdevice.core.settings import Unit
from tpdevice.core.units import ns
from tpdevice.tui.past import Course, PastHold, PastPage, PastSession

SESSION = PastSession(
    7, "2026-11-28 18:03", "Temple, left", "finger", "held 54 s", "6 → 4", "eased", "", "SIMULATED"
)
_FIRST_S = 50
"""A session's time begins before its first sample."""
COURSE = Course(
    samples=SampleBlock.of(
        [int(ns(_FIRST_S + second)) for second in range(120)],
        [0 if second < 30 or second > 90 else 40_000 for second in range(120)],
    ),
    holds=((1, int(ns(_FIRST_S + 32)), int(ns(_FIRST_S + 88))),),
    band_mn=(34_000, 46_000),
    unit=Unit.N,
)
"""Half a minute of nothing, a minute of pressing, half a minute of nothing."""
PAGE = PastPage(
    place="Temple, left",
    mark="SIMULATED",
    head=("2026-11-28 18:03", "finger · by hand", "band 34 to 46 N"),
    holds=(
        PastHold(
            "hold 1, of 60 s",
            ("held 54 s · below 4 · above 2 · no data 3", "mean 40 N · ratings 6 → 4 · eased"),
            ("0 s held: 6 at 40.0 N", "54 s held: 4 at 40.1 N"),
        ),
    ),
    told=("peak 41 N · 7 cues · stopped by you: Escape",),
    later=("25 h later: sore 2 of 10 · no bruise · no warning sign",),
    notes=("slept well",),
    course=COURSE,
)
