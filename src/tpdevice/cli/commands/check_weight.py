"""`tpdevice check-weight`: what a known weight says of a sensor and of the rig around it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.naming import OneOf, named
from tpdevice.cli.output import as_json, say, table, talk
from tpdevice.cli.paths import database
from tpdevice.core.rig import Checked, RigKind

if TYPE_CHECKING:
    from tpdevice.ble.sighting import Sighting
    from tpdevice.cli.meanwhile import Meanwhile
    from tpdevice.core.conversion import Conversion
    from tpdevice.runtime.finding import Known
    from tpdevice.runtime.targets import Target
    from tpdevice.runtime.weighing import Weighing
    from tpdevice.store.rigs import RigCheck


@click.command("check-weight")
@click.option("--device", metavar="ADDRESS", help="The sensor; else the one used last, or asked.")
@click.option("--profile", help="Whose set-up it is.")
@click.option("--tool", help="The name of the tool, as in `run`.")
@click.option("--rig-kind", "kind", type=OneOf(list(RigKind)), help="What lies between.")
@click.option("--anew", is_flag=True, help="Find out anew what the counts of a sensor mean.")
@click.option("--list", "list_", is_flag=True, help="Show what was checked so far, and end.")
@click.option("--sim", metavar="HOST:PORT", help="Use a simulator.")
@click.option("--json", "json_", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def check_weight(
    ctx: click.Context,
    *,
    device: str | None,
    profile: str | None,
    tool: str | None,
    kind: str | None,
    anew: bool,
    list_: bool,
    sim: str | None,
    json_: bool,
) -> None:
    """Check a sensor and its rig against known weights, and keep what they said.

    Take 2 to 10 kg, such as a bag of flour or a can of water on a kitchen scale. Put it where the
    tool meets the body. A second weight tells how far the first is to be trusted. Of a sensor in
    counts the first check finds out what they mean; then put the weight on the sensor itself.
    """
    from tpdevice.cli.check_questions import asked_rig
    from tpdevice.cli.choosing import choose_sensor
    from tpdevice.cli.meanwhile import Meanwhile
    from tpdevice.cli.reaching import reached
    from tpdevice.core.driver import Quantity
    from tpdevice.core.errors import UsageError

    path = database(ctx)
    profile = None if profile is None else named(profile, "--profile")
    tool = None if tool is None else named(tool, "--tool")
    target = reached(sim)
    if list_:
        _list(path, profile, tool, simulated=target.simulated, json_=json_)
        return
    if target.simulated:
        talk("SIMULATED")
    known = asyncio.run(choose_sensor(path, target, address=device))
    spec = known.driver().spec
    if spec.quantity is Quantity.PRESSURE:
        raise UsageError(
            "One weight says little of a ball, which gives way as it likes.",
            hint=spec.finds_out,
        )
    if anew and spec.conversion is not None:
        raise UsageError(
            f"{spec.label} sends {spec.raw_unit}, and nothing has to be found out.",
            hint="Leave --anew out, to check its rig.",
        )
    conversion = None if anew else known.conversion
    rig = None
    if conversion is not None:  # else it is the sensor that is weighed, not its rig
        rig = asked_rig(path, profile, tool, kind, simulated=target.simulated)
    meanwhile = Meanwhile()
    weighing = meanwhile.run(_weigh(known, conversion, target, meanwhile))
    if not weighing.weighed:
        talk("No weight, so nothing was checked.")
        ctx.exit(1)
    if rig is None:
        _keep_conversion(path, known, weighing, simulated=target.simulated, json_=json_)
    else:
        _keep_rig(path, known.sighting, weighing, rig, target=target, json_=json_)


async def _weigh(
    known: "Known", conversion: "Conversion | None", target: "Target", meanwhile: "Meanwhile"
) -> "Weighing":
    from tpdevice.cli.asked import somebody_there
    from tpdevice.cli.check_questions import SimulatedWeights
    from tpdevice.cli.weights import next_kg
    from tpdevice.runtime.listening import listening
    from tpdevice.runtime.weighing import weigh

    where = "on the sensor" if conversion is None else "where the tool meets the body"

    async def ask(before: int) -> float | None:
        try:
            return await meanwhile.asked(lambda: next_kg(before, where=where))
        except click.Abort:
            if somebody_there():
                raise
            return None  # a pipe has come to its end

    with SimulatedWeights(target) as simulated:
        async with listening(known.sighting, known.driver(), target) as ear:
            asking = simulated.under(ask)
            return await weigh(ear, conversion=conversion, ask=asking, tell=talk)


def _keep_conversion(
    path: Path, known: "Known", weighing: "Weighing", *, simulated: bool, json_: bool
) -> None:
    """Keep what raw values mean, for a sensor of which nobody knows."""
    from tpdevice.cli.check_questions import to_be_kept
    from tpdevice.cli.sitting import today
    from tpdevice.store.database import open_store
    from tpdevice.store.setups import Found, Setup, remember_setup

    checked, spec, advert = weighing.fitted(), known.driver().spec, known.sighting.advert
    if json_:
        as_json(_meaning(known, weighing, simulated=simulated))
    else:
        say(f"1 {spec.raw_unit} is {checked.multiplier:.5g} N. {_off(checked)}")
    if not to_be_kept("Keep it for this sensor"):
        return
    found = Found(weighing.conversion(), today(), checked.error_n)
    with open_store(path) as store:
        setup = Setup(advert.address, spec.key, advert.name, known.options, known.rate_hz, found)
        remember_setup(store, setup, simulated=simulated, now=datetime.now(UTC))
    talk("Kept. `tpdevice run` uses it. `tpdevice check-weight` once more checks the rig.")


def _keep_rig(
    path: Path,
    sighting: "Sighting",
    weighing: "Weighing",
    rig: tuple[str, str, RigKind],
    *,
    target: "Target",
    json_: bool,
) -> None:
    from tpdevice.cli.check_questions import to_be_kept
    from tpdevice.cli.sitting import today
    from tpdevice.store.database import open_store
    from tpdevice.store.rigs import RigCheck, newest_check, remember_check

    who, what, kind = rig
    address = sighting.advert.address
    with open_store(path) as store:
        before = newest_check(store, who, tool=what, address=address, simulated=target.simulated)
    checked = weighing.fitted()
    if before is not None:
        now = weighing.compared(before.checked.multiplier)
        text = f"Until now: 1 N at the sensor as {before.checked.multiplier:.3f} N. {_off(now)}"
        say(text, aside=json_)
    check = RigCheck(who, what, address, kind, today(), checked)
    if json_:
        as_json(_plain(check, simulated=target.simulated))
    else:
        say(f"1 N at the sensor is {checked.multiplier:.3f} N on the body. {_off(checked)}")
    if not to_be_kept(f"Keep it for {what!r} of {who}"):
        return
    with open_store(path) as store:
        remember_check(store, check, simulated=target.simulated, now=datetime.now(UTC))
    talk("Kept. `tpdevice run` uses it; marks that were made with another multiplier are not used.")


def _off(checked: Checked) -> str:
    if checked.error_n is None or checked.error_share is None:
        return "One weight made it; another would tell how far it is off."
    heaviest_n = max(checked.weights_n)
    return (
        f"Off by {checked.error_n:.1f} N at most ({100 * checked.error_share:.1f} % of "
        f"{heaviest_n:.0f} N)."
    )


def _list(
    path: Path, profile: str | None, tool: str | None, *, simulated: bool, json_: bool
) -> None:
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.rigs import checks

    found: tuple[RigCheck, ...] = ()
    try:
        with open_for_reading(path) as store:
            found = checks(store, simulated=simulated, profile=profile, tool=tool)
    except NotInStore:
        talk(f"There is no log yet at {path}.")
    if json_:
        as_json([_plain(check, simulated=simulated) for check in found])
        return
    if not found:
        talk("No rig was checked yet. `tpdevice check-weight` does, with a known weight.")
        return
    table(
        ("when", "who", "tool", "kind", "times", "off N", "weights kg", "sensor"),
        [_row(check) for check in found],
    )


def _row(check: "RigCheck") -> tuple[object, ...]:
    from tpdevice.core.units import N_PER_KGF

    checked = check.checked
    weights = ", ".join(f"{weight_n / N_PER_KGF:.3g}" for weight_n in checked.weights_n)
    return (
        check.date,
        check.profile,
        check.tool,
        check.kind,
        f"{checked.multiplier:.3f}",
        checked.error_n,
        weights,
        check.address,
    )


def _meaning(known: "Known", weighing: "Weighing", *, simulated: bool) -> dict[str, Any]:
    checked = weighing.fitted()
    return {
        "sensor": known.sighting.advert.address,
        "kind": known.key,
        "raw_unit": known.driver().spec.raw_unit,
        "n_per_raw": checked.multiplier,
        "rest_raw": weighing.rest.mean,
        "error_n": None if checked.error_n is None else round(checked.error_n, 4),
        "weights_n": [round(weight_n, 4) for weight_n in checked.weights_n],
        "simulated": simulated,
    }


def _plain(check: "RigCheck", *, simulated: bool) -> dict[str, Any]:
    checked = check.checked
    return {
        "profile": check.profile,
        "tool": check.tool,
        "sensor": check.address,
        "rig_kind": check.kind,
        "date": check.date,
        "multiplier": round(checked.multiplier, 6),
        **_error(checked),
        "simulated": simulated,
    }


def _error(checked: Checked) -> dict[str, Any]:
    return {
        "error_n": None if checked.error_n is None else round(checked.error_n, 4),
        "weights_n": [round(weight_n, 4) for weight_n in checked.weights_n],
    }
