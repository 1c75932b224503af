"""Whole sessions in plain mode, the second with a loss in its hold."""

from collections.abc import Callable

from commands import TPSIM, told
from sessions import Session, in_order

# Its loss comes once, in the first hold there is.
SENSOR = (*TPSIM, "--scenario", "link_drop")
WHOLE = ("ASK", "HANDS OFF", "PRESS", "HOW STRONG", "EASE OFF", "LENGTHEN", "DONE")


def test_a_session_whose_link_drops_in_the_hold_goes_on_to_its_end(
    session: Callable[..., Session], happened: Callable[[str], None]
) -> None:
    guided = _whole(session("--no-calibration"), happened)
    assert in_order(guided.cues, "PRESS", "COME OFF", "HANDS OFF", "PRESS", "DONE")
    assert guided.links == ["up", "down lost", "up"]


def test_a_session_is_guided_kept_and_replayed(
    session: Callable[..., Session], happened: Callable[[str], None]
) -> None:
    guided = _whole(session(), happened)
    assert "COME OFF" not in guided.cues
    assert guided.links == ["up"]
    replayed = told("--db", str(guided.log), "replay", "1")
    happened("replayed: the same" if replayed["same"] else "replayed: not the same")
    assert replayed["same"]


def _whole(guided: Session, happened: Callable[[str], None]) -> Session:
    guided.until("Kept as session 1")
    code = guided.exit_code()
    happened(" → ".join(guided.cues))
    happened(f"connection: {', '.join(guided.links)}; exit {code}")
    assert code == 0, guided.said
    assert in_order(guided.cues, *WHOLE), guided.said
    assert "held 10 s" in guided.said, guided.said
    return guided
