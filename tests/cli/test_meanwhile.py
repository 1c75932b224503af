"""Somebody is asked on the main thread, while work goes on on another."""

import asyncio
import threading

import click
import pytest

from tpdevice.cli.meanwhile import Meanwhile


def test_the_work_goes_on_while_somebody_thinks() -> None:
    went_on = threading.Event()
    meanwhile = Meanwhile()

    async def go_on() -> None:
        went_on.set()

    def think() -> str:
        assert threading.current_thread() is threading.main_thread()
        assert went_on.wait(10.0)
        return "answer"

    async def work() -> str:
        asking = asyncio.ensure_future(meanwhile.asked(think))
        await asyncio.gather(asking, go_on())
        return asking.result()

    assert meanwhile.run(work()) == "answer"


def test_what_a_question_raises_is_raised_where_it_was_asked() -> None:
    meanwhile, left = Meanwhile(), []

    def leave() -> None:
        raise click.Abort

    async def work() -> None:
        try:
            await meanwhile.asked(leave)
        finally:
            left.append("in order")

    with pytest.raises(click.Abort):
        meanwhile.run(work())
    assert left == ["in order"]


def test_what_the_work_raises_is_raised_where_it_was_wanted() -> None:
    async def work() -> None:
        raise ValueError("no such sensor")

    with pytest.raises(ValueError, match="no such sensor"):
        Meanwhile().run(work())


def test_whoever_presses_ctrl_c_ends_the_work_in_order() -> None:
    meanwhile, left = Meanwhile(), []

    def press() -> None:
        raise KeyboardInterrupt

    async def work() -> None:
        try:
            await meanwhile.asked(press)
        finally:
            await asyncio.sleep(0)
            left.append("disconnected")

    with pytest.raises(KeyboardInterrupt):
        meanwhile.run(work())
    assert left == ["disconnected"]
