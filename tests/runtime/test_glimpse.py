"""The newest of a sensor at home: never an old value, never more memory than it needs."""

import asyncio
import struct

from fakeradio import DATA
from skippingloop import run_skipping

from tpdevice.core.conversion import Conversion
from tpdevice.devices import driver
from tpdevice.runtime.ear import Ear
from tpdevice.runtime.glimpse import EACH_S, GONE_S, SILENT_S, TRAIL, Glimpse, follow

N_PER_KG = 9.80665
AS_KG = Conversion.straight(N_PER_KG)


class LoopClock:
    """The loop's own time."""

    def now_ns(self) -> int:
        return round(asyncio.get_running_loop().time() * 1e9)


def said(kg: float) -> bytes:
    return struct.pack("<BBfI", 1, 8, kg, 12_500)


async def _followed(
    seen: list[Glimpse], *kg: float, silent_s: float = 0.0, known: Conversion | None = AS_KG
) -> Ear:
    """Follow an ear that hears these values in turn, and then nothing until it is gone."""
    ear = Ear(driver("progressor"), LoopClock())
    ear.up.set()
    work = asyncio.ensure_future(follow(ear, known, seen.append))
    for each in kg:
        ear.on_frame(DATA, said(each))
        await asyncio.sleep(EACH_S)
    await asyncio.sleep(silent_s)
    ear.on_down("gone")
    await work
    return ear


def follow_all(
    *kg: float, silent_s: float = 0.0, known: Conversion | None = AS_KG
) -> list[Glimpse]:
    seen: list[Glimpse] = []

    async def main() -> None:
        await _followed(seen, *kg, silent_s=silent_s, known=known)

    run_skipping(main())
    return seen


def test_the_newest_value_is_seen_in_newtons_with_those_before_it() -> None:
    seen = follow_all(0.0, 1.0, 2.0)
    live = [each.force_mn for each in seen if each.live]
    assert [live[0], live[-1]] == [0, 19_613]
    assert max(len(each.trail_mn) for each in seen) <= TRAIL


def test_a_value_that_grew_old_is_no_longer_seen() -> None:
    seen = follow_all(3.0, silent_s=SILENT_S + 1.0)
    assert seen[0].live
    assert not seen[round((SILENT_S + 0.5) / EACH_S)].live
    assert seen[-1].force_mn is None
    assert seen[-1].trail_mn[-1] is None


def test_without_a_connection_nothing_is_live_and_it_ends() -> None:
    seen = follow_all(1.0)
    assert not seen[-1].live
    assert len(seen) <= (GONE_S + 2) / EACH_S


def test_what_nobody_can_convert_is_no_force() -> None:
    assert all(each.force_mn is None for each in follow_all(1.0, known=None))


def test_an_ear_is_emptied_as_one_goes() -> None:
    kept: list[int] = []

    async def main() -> None:
        ear = await _followed([], *[1.0] * 500)
        kept.append(len(ear.values) + len(ear.frames))

    run_skipping(main())
    assert 0 < kept[0] <= 200
