"""A sensor on the air in this process: whoever entered hears what went wrong, and at once."""

import asyncio

import pytest

from tpsim.air.inprocess import InProcess

pytestmark = pytest.mark.air


def inhabited(wire):
    wire.on_message, wire.outbound = print, asyncio.Queue()
    return wire


def test_what_keeps_it_from_beginning_is_told_at_once(new_wire):
    with pytest.raises(AttributeError, match="on_message"), InProcess(new_wire()):
        pytest.fail("it began")


def broken(air, wire):
    with air:
        wire.orders.append((0, "explode", 0.0))
        air.join()


def test_what_breaks_it_meanwhile_is_told_in_the_end(new_wire):
    wire = inhabited(new_wire())
    with pytest.raises(ValueError, match="explode"):
        broken(InProcess(wire), wire)


def test_what_went_wrong_with_whoever_entered_goes_before(new_wire):
    wire = inhabited(new_wire())

    def also_wrong():
        with InProcess(wire) as air:
            wire.orders.append((0, "explode", 0.0))
            air.join()
            raise LookupError("own")

    with pytest.raises(LookupError, match="own"):
        also_wrong()
