"""Sessions through the real bleak client, over a software radio."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hasty import hurry, now_ns
from obeying import BATTERY, NONSENSE, START, STOP, ObeyingWire

from tpdevice.cli import main as cli_main
from tpdevice.core.tape import Entry, Frame, Key, LinkChange, LinkState
from tpdevice.store.database import open_for_reading
from tpdevice.store.read import read_tape
from tpsim.air.inprocess import InProcess

pytestmark = pytest.mark.air

Open = Callable[..., InProcess]
WHO = (
    *("--profile", "me", "--point", "UT", "--side", "left"),
    *("--tool", "x\x1b[31m", "--support", "hand"),
)


def run(log: Path, studio: InProcess, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    """Run a short session without a target force, as from the command line."""
    monkeypatch.setattr(
        "sys.argv",
        [
            *("tpdevice", "--db", str(log), "run", "--plain", "--short", "--no-calibration"),
            *("--sim", studio.address, "--device", studio.sensor, *WHO, *more),
        ],
    )
    with pytest.raises(SystemExit) as end:
        cli_main.main()
    assert isinstance(end.value.code, int)
    return end.value.code


def tape(log: Path) -> list[Entry]:
    with open_for_reading(log) as store:
        return list(read_tape(store, 1)[1])


def frames(entries: list[Entry]) -> list[bytes]:
    return [entry.data for entry in entries if isinstance(entry, Frame)]


def test_a_whole_short_session_is_guided_kept_and_replayed(
    studio: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    log, wire = tmp_path / "log.db", ObeyingWire()
    wire.nonsense.extend(NONSENSE)
    assert run(log, studio(wire), monkeypatch) == 0
    said = capsys.readouterr()
    cues = [line for line in said.out.splitlines() if line.endswith("[SIMULATED]")]
    words = {line.split("  ")[1].partition(":")[0] for line in cues}
    for word in ("ASK", "HANDS OFF", "PRESS", "HOLD", "HOW STRONG", "EASE OFF", "LENGTHEN", "DONE"):
        assert word in words
    assert "SIMULATED · Upper trapezius, left, with x[31m" in said.out
    (hold,) = [line for line in said.out.splitlines() if line.startswith("hold 1:")]
    for part in ("held 10 s", "below 0", "above 0", "no data 0", "settling 3", "ratings 4 → 4"):
        assert part in hold
    assert "Kept as session 1" in said.err
    assert "\x1b" not in said.out + said.err

    # Every notification is on the tape, in order, and the nonsense counted.
    on_tape = frames(tape(log))
    assert on_tape == wire.sent[: len(on_tape)]
    assert len(wire.sent) - len(on_tape) < 80
    assert f"left out: {len(NONSENSE)} frames from the sensor" in said.out
    assert all(key.source == "simulated" for key in tape(log) if isinstance(key, Key))

    # The sensor was asked politely, and left politely.
    assert wire.written == [BATTERY, START, STOP]
    assert wire.happened == ["connect", "disconnect"]

    monkeypatch.setattr("sys.argv", ["tpdevice", "--db", str(log), "replay", "1", "--json"])
    with pytest.raises(SystemExit) as end:
        cli_main.main()
    assert end.value.code == 0
    assert json.loads(capsys.readouterr().out)["same"] is True


def test_a_link_that_vanishes_is_found_again_and_the_stream_starts_anew(
    studio: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    log, wire = tmp_path / "log.db", ObeyingWire()
    seen: list[str] = []

    def on_cue(cue: dict[str, Any]) -> None:
        seen.append(cue["word"])
        if cue["word"] == "PRESS" and wire.happened == ["connect"]:
            wire.orders.append((0, "vanish", 0.2))
        elif cue["word"] == "PRESS" and wire.happened == ["connect", "disconnect", "connect"]:
            wire.answer({"t": "key", "action": "stop", "value": 0})

    wire.on_cue = on_cue
    assert run(log, studio(wire, now_ns=now_ns), monkeypatch) == 0
    links = [(e.state, e.reason) for e in tape(log) if isinstance(e, LinkChange)]
    assert links == [(LinkState.UP, ""), (LinkState.DOWN, "lost"), (LinkState.UP, "")]
    assert wire.written == [BATTERY, START, BATTERY, START, STOP]
    first = seen.index("PRESS")
    assert "COME OFF" in seen[first:]
    assert "HANDS OFF" in seen[first:]


def test_a_silent_sensor_is_started_again_and_then_connected_anew(
    studio: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    log, wire = tmp_path / "log.db", ObeyingWire()

    def on_cue(cue: dict[str, Any]) -> None:
        if cue["word"] == "PRESS" and len(wire.happened) == 1:
            wire.mute = True
        elif cue["word"] == "PRESS":
            wire.answer({"t": "key", "action": "stop", "value": 0})

    wire.on_cue = on_cue
    assert run(log, studio(wire, now_ns=now_ns), monkeypatch) == 0
    links = [(e.state, e.reason) for e in tape(log) if isinstance(e, LinkChange)]
    assert links == [(LinkState.UP, ""), (LinkState.DOWN, "gone silent"), (LinkState.UP, "")]
    assert wire.written == [BATTERY, START, BATTERY, START, BATTERY, START, STOP]


def test_a_thousand_samples_a_second_and_a_burst_lose_nothing(
    studio: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, wire = tmp_path / "log.db", ObeyingWire(rate_hz=1000)
    wire.stall_ns = 300_000_000
    # It is the last of them that ends the session, however far a slow machine is behind.
    wire.last = 2000
    assert run(log, studio(wire), monkeypatch) == 4
    on_tape = frames(tape(log))
    assert len(on_tape) == 2000
    assert on_tape == wire.sent
    assert wire.happened == ["connect", "disconnect"]
