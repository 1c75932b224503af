"""Whether force can be seen and its zero trusted: what the radio and the sensor do to a session."""

from typing import Final, assert_never

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.record import Ending, ZeroRow
from tpdevice.core.units import ns
from tpdevice.session import calibrate, holding
from tpdevice.session import events as ev
from tpdevice.session.effects import Relink, Restart, TakeZero
from tpdevice.session.guard import CALM
from tpdevice.session.moving import end
from tpdevice.session.phases import ENDED, Happening, Phase
from tpdevice.session.state import Sight, Stage, Zeroing
from tpdevice.session.turn import Turn
from tpdevice.signal.chain import rezeroed, unseen
from tpdevice.signal.taps import NOTHING
from tpdevice.signal.watch import Seen

NO_LIVE_FORCE: Final = "no live force for a minute"
"""How the reason begins where the sensor was there all the time."""

WorldEvent = (
    ev.Unseen
    | ev.Visible
    | ev.LinkCame
    | ev.LinkWent
    | ev.ZeroTaken
    | ev.ZeroRefused
    | ev.BadFrame
    | ev.Saturated
    | ev.Withheld
    | ev.BatteryRead
    | ev.BatteryWarned
    | ev.DeviceSaid
    | ev.Overran
    | ev.Ended
)


def changed(turn: Turn, event: WorldEvent) -> None:
    """Take in what the radio or the sensor did."""
    match event:
        case ev.Unseen():
            _unseen(turn, event)
        case ev.Visible():
            _visible(turn, event.at_ns)
        case ev.LinkCame():
            _link_came(turn, event)
        case ev.LinkWent():
            turn.note("link", "down", event.reason)
            turn.state = replace(turn.state, sight=replace(turn.state.sight, link_up=False))
        case ev.ZeroTaken():
            _zeroed(turn, event)
        case ev.ZeroRefused():
            _zero_refused(turn, event)
        case ev.BadFrame() | ev.Saturated() | ev.Overran():
            _fault(turn, event)
        case ev.BatteryRead() | ev.BatteryWarned() | ev.DeviceSaid() | ev.Withheld():
            _device(turn, event)
        case ev.Ended():
            end(turn, Happening.QUIT, Ending.QUIT, event.signal)
            turn.state = replace(turn.state, over=True)
        case _:
            assert_never(event)


def _fault(turn: Turn, event: ev.BadFrame | ev.Saturated | ev.Overran) -> None:
    """Count what is wrong with the data; only the first of a kind is worth a line of the log."""
    state = turn.state
    match event:
        case ev.BadFrame():
            if state.bad_frames == 0:
                turn.note("fault", "bad frame", event.reason)
            turn.state = replace(state, bad_frames=state.bad_frames + 1)
        case ev.Saturated():
            if state.saturated == 0:
                turn.note("fault", "saturated")
            turn.state = replace(state, saturated=state.saturated + 1)
        case ev.Overran():
            turn.note("fault", "overrun", value=event.lost, unit="frames")


_FromDevice = ev.BatteryRead | ev.BatteryWarned | ev.DeviceSaid | ev.Withheld


def _device(turn: Turn, event: _FromDevice) -> None:
    state = turn.state
    match event:
        case ev.BatteryRead():
            _battery(turn, event)
        case ev.BatteryWarned():
            _battery_low(turn, event.at_ns)
        case ev.DeviceSaid():
            turn.note("device", event.what, event.value)
        case ev.Withheld():
            turn.note("device", "withheld", event.reason or "no longer")
            turn.state = replace(state, withheld=event.reason)


def _battery(turn: Turn, event: ev.BatteryRead) -> None:
    state = turn.state
    if event.voltage_mv is not None and event.voltage_mv != state.battery_mv:
        turn.note("battery", "voltage", value=event.voltage_mv, unit="mV")
        turn.state = replace(turn.state, battery_mv=event.voltage_mv)
    if event.percent is not None and event.percent != state.battery_percent:
        turn.note("battery", "level", value=event.percent, unit="%")
        turn.state = replace(turn.state, battery_percent=event.percent)
        if event.percent <= rules.BATTERY_LOW_PERCENT:
            _battery_low(turn, event.at_ns)


def _battery_low(turn: Turn, at_ns: int) -> None:
    """Note once that the battery is low, whoever says so: the device, or its level."""
    if turn.state.battery_low_ns is None:
        turn.note("battery", "low")
        turn.state = replace(turn.state, battery_low_ns=at_ns)


def _visible(turn: Turn, at_ns: int) -> None:
    turn.note("link", "visible")
    sight = replace(
        turn.state.sight,
        ever=True,
        unseen_since_ns=None,
        # A packet tells of the time before it; what is older than a silence is part of the silence.
        seen_since_ns=at_ns - turn.state.chain.gap_ns,
        restarted=False,
        relinked=False,
    )
    turn.state = replace(turn.state, sight=sight)


def _link_came(turn: Turn, event: ev.LinkCame) -> None:
    turn.note("link", "up", event.note)
    sight = replace(
        turn.state.sight,
        link_up=True,
        link_since_ns=event.at_ns,
        restarted=False,
        relinked=False,
    )
    turn.state = replace(turn.state, sight=sight, zero=Zeroing(ever=turn.state.zero.ever))


def _unseen(turn: Turn, event: ev.Unseen) -> None:
    turn.note("link", "unseen", event.why)
    since_ns = turn.state.now_ns if turn.state.visible else turn.state.sight.unseen_since_ns
    sight: Sight = replace(turn.state.sight, unseen_since_ns=since_ns, why=event.why)
    # Not to be counted from the last sample on, however soon the next one comes.
    turn.state = replace(turn.state, sight=sight, chain=unseen(turn.state.chain))
    match turn.state.phase:
        case Phase.CALIBRATE:
            calibrate.void(turn)
        case Phase.HOLD:
            holding.out(turn, Happening.UNSEEN)
        case _:
            pass


def _zeroed(turn: Turn, event: ev.ZeroTaken) -> None:
    state = turn.state
    turn.row(ZeroRow(event.at_ns, event.zero_mn))
    zero, chain = Zeroing(needed=False, ever=True), rezeroed(state.chain)
    ball = replace(state.ball, touch=NOTHING)
    turn.state = replace(state, zero=zero, chain=chain, guard=CALM, ball=ball)
    if state.phase is Phase.CALIBRATE and state.calibrating.stage is Stage.ZERO:
        calibrate.begin(turn)


def _zero_refused(turn: Turn, event: ev.ZeroRefused) -> None:
    zero = turn.state.zero
    far = zero.far + 1 if event.why is ev.NoZero.FAR else 0
    moving, beyond = event.why is ev.NoZero.MOVING, event.why is ev.NoZero.BEYOND
    if far == 1 or (moving and not zero.moving) or (beyond and not zero.beyond):
        turn.note("zero", "refused", event.why)
    asking = far >= rules.ZERO_ASK_AFTER
    refused = replace(zero, far=far, moving=moving, beyond=beyond, asking=asking)
    turn.state = replace(turn.state, zero=refused)


def watch_link(turn: Turn) -> None:
    """Start a silent stream again, then the link; give up after a minute."""
    state = turn.state
    sight = state.sight
    if sight.unseen_since_ns is None or state.phase in (*ENDED, Phase.LENGTHEN):
        return
    if state.now_ns - sight.unseen_since_ns >= ns(rules.LINK_GONE_S):
        why = f"{NO_LIVE_FORCE}: {state.withheld}" if state.withheld else "no sensor for a minute"
        end(turn, Happening.LINK_GONE, Ending.INTERRUPTED, why)
        return
    if not sight.link_up or state.withheld:
        return  # what sends, though no force, needs no start
    silent_ns = state.now_ns - max(sight.unseen_since_ns, sight.link_since_ns)
    if silent_ns >= ns(rules.RELINK_AFTER_S) and not sight.relinked:
        turn.state = replace(state, sight=replace(sight, relinked=True))
        turn.note("link", "relink", sight.why)
        turn.effects.append(Relink())
    elif silent_ns >= ns(rules.RESTART_AFTER_S) and not sight.restarted:
        turn.state = replace(state, sight=replace(sight, restarted=True))
        turn.note("link", "restart", sight.why)
        turn.effects.append(Restart())


def doubt_zero(turn: Turn) -> None:
    """Ask about the zero where somebody comes off for long and is not free all the same.

    It is never taken without asking: a light load that stays would be hidden by it.
    """
    state = turn.state
    zero = state.zero
    waits = state.coming_off and state.visible and not state.paused and not zero.needed
    if not waits or state.chain.holds(Seen.FREE):
        if zero.off_since_ns is not None or (zero.doubted and not zero.needed):
            certain = replace(zero, off_since_ns=None, doubted=False, asking=False)
            turn.state = replace(state, zero=certain)
        return
    if zero.off_since_ns is None:
        turn.state = replace(state, zero=replace(zero, off_since_ns=state.now_ns))
    elif state.now_ns - zero.off_since_ns >= ns(rules.ZERO_LOST_S) and not zero.doubted:
        turn.note("zero", "doubted", "off for long, and not free")
        turn.state = replace(state, zero=replace(zero, doubted=True, asking=True))


def try_zero(turn: Turn) -> None:
    """Ask for a zero where one is needed and could be taken."""
    state = turn.state
    zero = state.zero
    if not zero.needed or zero.asking or not state.visible or state.paused:
        return
    if state.phase not in (Phase.CALIBRATE, Phase.APPROACH, Phase.RELEASE, Phase.REST):
        return
    if zero.tried_ns is None or state.now_ns - zero.tried_ns >= ns(rules.ZERO_AGAIN_S):
        turn.state = replace(state, zero=replace(zero, tried_ns=state.now_ns))
        turn.effects.append(TakeZero())
