from tpdevice.core.record import Buckets
from tpdevice.core.samples import SampleBlock
from tpdevice.signal.dwell import NEVER
from tpdevice.signal.hold import EMPTY, Account, Mode, credited, crossing, intervals, steady
from tpdevice.signal.latch import span

EDGES = (40, 60)
GAP_NS = 50


def counted(mode: Mode, last: tuple[int, int], *samples: tuple[int, int]) -> Account:
    times, forces = zip(*samples, strict=True)
    block = SampleBlock.of(list(times), list(forces))
    parts = intervals(block, last_ns=last[0], last_mn=last[1], edges=EDGES, gap_ns=GAP_NS)
    return credited(EMPTY, parts, count=len(block), mode=mode)


def test_only_time_between_two_samples_in_the_band_is_held() -> None:
    account = counted(Mode.HELD, (0, 39), (10, 40), (20, 60), (30, 61), (40, 50), (50, 45))
    assert account.buckets == Buckets(held_ns=20, below_ns=10, above_ns=20)
    assert account.mean_mn == (10 * (40 + 60) + 10 * (50 + 45)) // 40


def test_time_with_one_end_above_is_above_even_if_the_other_is_below() -> None:
    assert counted(Mode.HELD, (0, 10), (10, 90)).buckets == Buckets(above_ns=10)


def test_a_gap_is_no_data_whatever_stands_at_its_ends() -> None:
    for mode in Mode:
        for force in (10, 50, 90):
            buckets = counted(mode, (0, force), (GAP_NS + 1, force)).buckets
            assert buckets == Buckets(no_data_ns=GAP_NS + 1)


def test_an_interval_as_long_as_the_limit_is_no_gap() -> None:
    assert counted(Mode.HELD, (0, 50), (GAP_NS, 50)).buckets == Buckets(held_ns=GAP_NS)


def test_a_pause_counts_neither_in_nor_out_of_the_band() -> None:
    account = counted(Mode.PAUSED, (0, 50), (10, 50), (20, 90), (30, 0))
    assert account == Account(Buckets(paused_ns=30), 0)


def test_settling_is_not_held() -> None:
    account = counted(Mode.SETTLING, (0, 50), (10, 50), (20, 20))
    assert account == Account(Buckets(settling_ns=10, below_ns=10), 0)
    assert account.mean_mn is None


def test_the_mark_is_reached_at_the_sample_that_completes_it() -> None:
    block = SampleBlock.of([10, 20, 30, 40], [50, 50, 90, 50])
    parts = intervals(block, last_ns=0, last_mn=50, edges=EDGES, gap_ns=GAP_NS)
    for counted_ns, mark_ns, expected in [
        (0, 10, 0),
        (0, 11, 1),
        (0, 20, 1),
        (0, 21, NEVER),
        (95, 105, 0),
        (95, 106, 1),
        (95, 115, 1),
        (95, 116, NEVER),
        (95, 95, 0),
        (95, 90, 0),
    ]:
        assert crossing(parts, counted_ns=counted_ns, mark_ns=mark_ns) == expected


def test_a_steady_block_is_counted_as_its_intervals_are() -> None:
    block = SampleBlock.of([10, 20, 45], [40, 60, 50])
    whole = steady(block, span(block.force_mn), last_ns=3, last_mn=55, edges=EDGES, gap_ns=GAP_NS)
    parts = intervals(block, last_ns=3, last_mn=55, edges=EDGES, gap_ns=GAP_NS)
    assert whole is not None
    for mode in Mode:
        piece = credited(EMPTY, whole, count=3, mode=mode)
        assert piece.buckets == credited(EMPTY, parts, count=3, mode=mode).buckets
    held = credited(EMPTY, whole, count=3, mode=Mode.HELD)
    assert held == credited(EMPTY, parts, count=3, mode=Mode.HELD)


def test_a_block_that_leaves_the_band_is_not_steady() -> None:
    for last, forces in ((39, [50, 50]), (61, [50, 50]), (50, [39, 50]), (50, [50, 61])):
        block = SampleBlock.of([10, 20], forces)
        forces_span = span(block.force_mn)
        assert (
            steady(block, forces_span, last_ns=0, last_mn=last, edges=EDGES, gap_ns=GAP_NS) is None
        )
