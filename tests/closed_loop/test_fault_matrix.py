"""Each fault in each phase: what was lost, what was counted, what was said, how long it took."""

from pathlib import Path

import numpy as np
import pytest
from matrix import PHASES, Outcome, outcome, page, rows_of, seen, session

from tpdevice.core.record import Ending
from tpdevice.core.units import NS_PER_S
from tpsim.faults import ABOUT, OF_LINK, Fault, Layer

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "faults.md"
IN_A_PACKET = 8
ASKED_S = 2 * (12.0 + 3.0)
LINK_LOST = frozenset(OF_LINK) - {Fault.ATT_NOISE}
BLIND = LINK_LOST | {Fault.STALL, Fault.ONLY_NONSENSE}
"""Faults while which no force can be seen."""
HARMLESS = frozenset({
    Fault.FADE, Fault.LATE, Fault.ATT_NOISE, Fault.LOW_BATTERY, Fault.WRAP, Fault.ALIEN,
    Fault.DUPLICATE, Fault.REORDER, Fault.NOISE,
})  # fmt: skip
"""Faults by which no sample is lost."""
LYING = frozenset({Fault.TARE_JUMP, Fault.DRIFT})
"""Faults that nobody can see in the force alone."""
BACK_S = 3.0
"""How much longer than a fault it may take until force is seen again: noticing, and connecting."""


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_in_any_phase_costs_no_more_than_it_must(
    fault: Fault, *, update_goldens: bool
) -> None:
    for phase in PHASES:
        found = outcome(fault, phase)
        assert found.began, phase
        _ended_well(found)
        _counted_rightly(found)
        if fault in BLIND and phase != "LENGTHEN":
            _came_back(found)
        if fault in HARMLESS:
            assert found.lost <= IN_A_PACKET, phase
            assert found.back_s is None, phase
    rows = rows_of(fault)
    print(*rows, sep="\n")  # noqa: T201 - the table is what this test is for
    if update_goldens:
        _write(fault, rows)
    listed = [line for line in PAGE.read_text("utf-8").splitlines() if _is_row(line, fault)]
    assert listed == rows


def _ended_well(found: Outcome) -> None:
    if found.fault is Fault.SATURATED:
        assert found.ending is Ending.STOPPED_BY_GUARD
        assert found.reason == "the sensor was beyond its range"
        return
    assert found.ending is Ending.FINISHED
    assert found.held_s >= ASKED_S - 0.1


def _counted_rightly(found: Outcome) -> None:
    if found.fault not in LYING:
        assert found.wrong_s <= 0.05
        assert found.held_s <= found.inside_s + 0.2


def _came_back(found: Outcome) -> None:
    assert found.said == "COME OFF"
    assert found.back_s is not None
    assert found.back_s <= ABOUT[found.fault].lasts_s + BACK_S
    assert found.lost > IN_A_PACKET


def test_what_is_counted_in_a_silence_would_be_counted_wrongly() -> None:
    """Else a clock that runs on while nothing comes would pass: the person is in the band still."""
    run = session(Fault.STALL, "HOLD")
    ((start_ns, _),) = run.fault_ns
    silent = (run.t_ns > start_ns + NS_PER_S // 10) & (run.t_ns < start_ns + 2 * NS_PER_S)
    assert np.count_nonzero(silent) > 100
    assert not seen(run)[silent].any()
    before = (run.t_ns > NS_PER_S) & (run.t_ns < start_ns - NS_PER_S // 5)
    assert seen(run)[before].all()


def test_the_page_lists_every_fault_there_is() -> None:
    listed = {fault: [] for fault in Fault}
    for line in PAGE.read_text("utf-8").splitlines():
        for fault in Fault:
            if _is_row(line, fault):
                listed[fault].append(line)
    assert PAGE.read_text("utf-8") == page(listed)


def test_every_layer_has_its_faults() -> None:
    assert {about.layer for about in ABOUT.values()} == set(Layer)


def _is_row(line: str, fault: Fault) -> bool:
    return any(line.startswith(f"| `{fault}` | {phase} |") for phase in PHASES)


def _write(fault: Fault, rows: list[str]) -> None:
    """Put the lines of one fault on the page; the others stay as they are there."""
    lines = PAGE.read_text("utf-8").splitlines() if PAGE.exists() else []
    listed = {each: [line for line in lines if _is_row(line, each)] for each in Fault}
    PAGE.write_text(page(listed | {fault: rows}), encoding="utf-8", newline="\n")
