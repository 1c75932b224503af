"""Setting a sensor up: look at what it sends, ask what nobody can guess, weigh if need be."""

import asyncio
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from tpdevice.ble.contents import contents
from tpdevice.ble.sighting import Sighting
from tpdevice.cli.check_questions import SimulatedWeights
from tpdevice.core import rules
from tpdevice.core.conversion import Conversion
from tpdevice.core.driver import Quantity
from tpdevice.core.errors import DeviceNotFound, LinkTimeout, UsageError
from tpdevice.core.homemade import COUNTS, UNITS
from tpdevice.core.options import Options
from tpdevice.core.ports import Clock
from tpdevice.core.units import N_PER_KGF, NS_PER_S
from tpdevice.devices import DRIVERS, driver
from tpdevice.devices.standard import READ
from tpdevice.runtime.ear import Ear
from tpdevice.runtime.everything import Everything
from tpdevice.runtime.guessing import Guess, guesses, newest, tried
from tpdevice.runtime.listening import listening
from tpdevice.runtime.targets import Target
from tpdevice.runtime.weighing import weigh
from tpdevice.signal.columns import Column

SHOW_EACH_S: Final = 0.5
"""Between two lines of what comes in. Chosen."""
ALONE_S: Final = 2.0
"""At the beginning, in which nobody touches it. Chosen."""


class Questions(Protocol):
    """What a person has to say; the sensor is listened to meanwhile."""

    async def start(self) -> str:
        """Return what starts a sensor that sends nothing by itself, or nothing."""

    async def which(self, guesses: Sequence[Guess]) -> int:
        """Return which of the guesses is the force, from 0."""

    async def unit(self, default: str) -> str:
        """Return the unit of its values."""

    async def grows(self, *, default: bool) -> bool:
        """Return whether its values grow when it is pressed."""

    async def carries_kg(self) -> float | None:
        """Return how much it can carry, or None where nobody knows."""

    async def weight_kg(self, before: int) -> float | None:
        """Return the next known weight, or None where there is none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sensor is to be read."""

    kind: str
    options: Options
    rate_hz: float
    conversion: Conversion | None = None
    fit_error_n: float | None = None


@dataclass(frozen=True, slots=True)
class SettingUp:
    """One sensor that is being set up."""

    sighting: Sighting
    target: Target
    seconds: float
    """How long to look at what it sends."""
    ask: Questions
    tell: Callable[[str], None]
    clock: Clock | None = None
    """When things come; None: the host's."""

    async def of_kind(self, kind: str, options: Options) -> Outcome:
        """Set up a sensor whose kind is known.

        Raises
        ------
        LinkError
            If it does not connect, or says nothing.
        """
        decoder = driver(kind, options)
        self.tell(f"Connecting, to read it as {decoder.spec.label}...")
        async with listening(self.sighting, decoder, self.target, clock=self.clock) as ear:
            await self._hear(ear, lambda: _value(ear))
            options = joined(DRIVERS[kind].said_of_itself(ear.about), options)
            return await self._finished(ear, kind, options)

    async def of_no_kind(self, options: Options) -> Outcome:
        """Set up a sensor of which nobody knows what it is; `options` are what is sure of it.

        Raises
        ------
        LinkError
            If it does not connect, or says nothing.
        UsageError
            If nothing in what it sends looks like a force.
        """
        self.tell("Connecting, to see what it has...")
        there = await contents(self.sighting.handle, client_arguments=self.target.client)
        channels = tuple([each.uuid for each in there if each.tells and each.uuid not in READ])
        if not channels:
            raise DeviceNotFound(
                "This device sends nothing: it has no characteristic to subscribe to.",
                hint="A sketch has to notify, or to advertise what it measures.",
            )
        listened = listening(self.sighting, Everything(channels), self.target, clock=self.clock)
        async with listened as ear:
            self.tell(f"Leave it alone for {ALONE_S:g} s, then press it and let go, a few times.")
            await self._hear(ear, lambda: newest(ear.frames))
            started = () if ear.frames else await self._started(ear)
            guess = await self._guessed(ear)
            options = joined((*started, *guess.options), options)
            options = await self._asked(guess, options)
            return await self._finished(ear, guess.kind, options)

    async def _started(self, ear: Ear) -> Options:
        text = await self.ask.start()
        if not text:
            return ()
        said = (("start", text),)
        starts = driver("uart-text", said).start()
        # A connection that was silent is made anew, and then it has to be started again.
        ear.decoder = Everything(ear.decoder.spec.notify, starts=starts)
        assert ear.link is not None
        ear.link.write(starts)
        await self._hear(ear, lambda: newest(ear.frames))
        return said

    async def _guessed(self, ear: Ear) -> Guess:
        if not ear.frames:
            raise LinkTimeout(
                f"Nothing came from it in {self.seconds:g} s.",
                hint="See that it measures, and whether it waits for a word to start.",
            )
        found = guesses(ear.frames)
        if not found:
            raise UsageError(
                "Nothing in what it sends looks like a force.",
                hint="Press harder, or say what you know: "
                "`tpdevice set-up --kind uart-text --option format=csv`, for example.",
            )
        return found[await self.ask.which(found)]

    async def _asked(self, guess: Guess, options: Options) -> Options:
        said = dict(options)
        if guess.column is None:
            return await self._carries(guess.kind, options)
        unit = said.get("unit") or await self.ask.unit(COUNTS)
        options = joined(options, (("unit", unit),)) if unit != COUNTS else options
        if "direction" not in said and not await self.ask.grows(default=_grows(guess.column)):
            options = joined(options, (("direction", "down"),))
        return options if unit == COUNTS else await self._carries(guess.kind, options)

    async def _carries(self, kind: str, options: Options) -> Options:
        """Ask how much a sensor can carry, where a mass says it and nobody did yet."""
        unit = UNITS.get(dict(options).get("unit", "N"))
        known = "range" in dict(options) or "range" not in [o.name for o in DRIVERS[kind].options]
        if known or unit is None or unit.n is None:
            return options
        kg = await self.ask.carries_kg()
        return options if kg is None else (*options, ("range", f"{kg * N_PER_KGF / unit.n:.6g}"))

    async def _finished(self, ear: Ear, kind: str, options: Options) -> Outcome:
        read = tried(kind, options, ear.frames)
        if read.rate_hz is None:
            why = f": {read.withheld}" if read.withheld else ""
            raise LinkTimeout(
                f"Too few values came in {self.seconds:g} s to go by{why}.",
                hint="`--seconds 60` looks longer.",
            )
        rate_hz = round(read.rate_hz, 1) or round(read.rate_hz, 3)
        if kind == "sig-weight" and rate_hz >= rules.SLOWEST_HZ:
            # So often no scale settles.
            options = joined((("sends", "live"),), options)
        if any(option.name == "rate" for option in DRIVERS[kind].options):
            options = joined(options, (("rate", f"{min(max(rate_hz, 0.1), 2000.0):g}"),))
        outcome = Outcome(kind, options, rate_hz)
        spec = driver(kind, options).spec
        if spec.conversion is None and spec.quantity is Quantity.COUNTS:
            return await self._weighed(ear, outcome)
        return outcome

    async def _weighed(self, ear: Ear, outcome: Outcome) -> Outcome:
        """Find out with known weights what counts mean; without one, nobody knows yet."""
        self.tell("Its values are counts. A known weight says what force they mean.")
        ear.decoder = driver(outcome.kind, outcome.options)
        assert ear.link is not None
        ear.link.write(ear.decoder.start())
        with SimulatedWeights(self.target) as simulated:
            ask = simulated.under(self.ask.weight_kg)
            weighing = await weigh(ear, conversion=None, ask=ask, tell=self.tell)
        if not weighing.weighed:
            return outcome
        found = weighing.conversion()
        outcome = replace(outcome, conversion=found, fit_error_n=weighing.fitted().error_n)
        kg = await self.ask.carries_kg()
        full = None if kg is None else found.rest_raw + kg * N_PER_KGF / found.n_per_raw
        if full is None or full <= 0 or "range" in dict(outcome.options):
            return outcome
        return replace(outcome, options=(*outcome.options, ("range", f"{full:.8g}")))

    async def _hear(self, ear: Ear, say: Callable[[], str]) -> None:
        """Listen for a while, and show what comes in."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + self.seconds
        shown = len(ear.frames)
        while loop.time() < until_s:
            await asyncio.sleep(min(SHOW_EACH_S, self.seconds))
            if len(ear.frames) > shown:
                shown = len(ear.frames)
                self.tell(say())


def _value(ear: Ear) -> str:
    if ear.withheld or not ear.values:
        return ear.withheld or "no value yet"
    return f"{ear.values[-1].raw:.6g} {ear.decoder.spec.raw_unit}"


def joined(options: Options, more: Options) -> Options:
    """Return options, of which the latter count more."""
    return tuple((dict(options) | dict(more)).items())


def _grows(column: Column) -> bool:
    """Say whether a column goes farther up than down from where it was while nobody touched it."""
    until_ns = column.at_ns[0] + round(ALONE_S * NS_PER_S * 0.75)
    alone = [v for at, v in zip(column.at_ns, column.values, strict=True) if at <= until_ns]
    rest = statistics.median(alone)
    return column.high - rest >= rest - column.low
