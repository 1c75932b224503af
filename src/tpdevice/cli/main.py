"""The command line. Nothing heavy is imported here: `--help` must be quick."""

import io
import os
import sys
from importlib import import_module
from typing import Final

import click

from tpdevice.core.errors import TpError, UsageError

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("tpdevice.cli.commands.demo:demo", "Try a whole session on a simulated sensor."),
    "run": ("tpdevice.cli.commands.run:run", "Guide a session with a real sensor."),
    "serve": (
        "tpdevice.cli.commands.serve:serve",
        "Show the screens in a browser, on a phone too.",
    ),
    "points": (
        "tpdevice.cli.commands.points:points",
        "List where to press, or say where it hurts.",
    ),
    "evidence": ("tpdevice.cli.commands.evidence:evidence", "Answer: does it work?"),
    "scan": ("tpdevice.cli.commands.scan:scan", "List the sensors in reach."),
    "devices": ("tpdevice.cli.commands.devices:devices", "List the kinds of sensor supported."),
    "doctor": ("tpdevice.cli.commands.doctor:doctor", "Check adapter, permission and sensor."),
    "set-up": ("tpdevice.cli.commands.set_up:set_up", "Say once what a home-made sensor sends."),
    "check-weight": (
        "tpdevice.cli.commands.check_weight:check_weight",
        "Check sensor and rig against known weights.",
    ),
    "ball-map": (
        "tpdevice.cli.commands.ball_map:ball_map",
        "Find out which force the pressure in a ball is.",
    ),
    "follow-up": (
        "tpdevice.cli.commands.follow_up:follow_up",
        "Say how it is a day or two after a session.",
    ),
    "plan": ("tpdevice.cli.commands.plan:plan", "Write, check and open homework."),
    "log": ("tpdevice.cli.commands.log:log", "List past sessions."),
    "show": ("tpdevice.cli.commands.show:show", "Show one session."),
    "result": (
        "tpdevice.cli.commands.result:result",
        "Send what was done of a plan, or read it.",
    ),
    "keys": ("tpdevice.cli.commands.keys:keys", "Keys for plans and results, and whose are known."),
    "thresholds": ("tpdevice.cli.commands.thresholds:thresholds", "Show your marks over time."),
    "report": (
        "tpdevice.cli.commands.report:report",
        "Make a page of a plan and what was done of it.",
    ),
    "clinic": (
        "tpdevice.cli.commands.clinic:clinic",
        "Look at many people's results at once.",
    ),
    "replay": ("tpdevice.cli.commands.replay:replay", "Run a recorded session again."),
    "reanalyse": (
        "tpdevice.cli.commands.reanalyse:reanalyse",
        "Count stored sessions anew, and compare.",
    ),
    "backup": ("tpdevice.cli.commands.backup:backup", "Copy the whole log into one file."),
    "restore": (
        "tpdevice.cli.commands.restore:restore",
        "Put a backup in the place of the log.",
    ),
    "compact": (
        "tpdevice.cli.commands.compact:compact",
        "Write older sessions smaller.",
    ),
    "person": (
        "tpdevice.cli.commands.person:person",
        "Move a person's records, or delete them for good.",
    ),
    "check": ("tpdevice.cli.commands.check:check", "See whether the log is whole."),
    "export": (
        "tpdevice.cli.commands.export:export",
        "Write the log to files for other programs.",
    ),
    "import": (
        "tpdevice.cli.commands.import_:import_",
        "Keep a recording of another program.",
    ),
    "analyse": (
        "tpdevice.cli.commands.analyse:analyse",
        "Measure a recording of another program.",
    ),
    "tape": ("tpdevice.cli.commands.tape:tape", "Export or import a session's tape."),
    "decode": ("tpdevice.cli.commands.decode:decode", "Decode frames of a sensor from hex."),
    "sound-test": (
        "tpdevice.cli.commands.sound_test:sound_test",
        "Hear every tone and word, with its name.",
    ),
    "cues": ("tpdevice.cli.commands.cues:cues", "Print every phase and cue there is."),
}
"""Command: where it lives, and what it does in a line."""


class LazyCommands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; for one that is not there, name what is like it."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"No such command {name!r}.{_meant(name)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _meant(name: str) -> str:
    from difflib import get_close_matches

    if name.lower() == "home":
        return " Home is `tpdevice` alone."
    likely = get_close_matches(name.lower(), COMMANDS, n=1)
    return f" Did you mean {likely[0]!r}?" if likely else ""


@click.group(
    cls=LazyCommands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, `tpdevice` opens home: what is due, the sensor, one key to begin.",
)
@click.option(
    "--db",
    type=click.Path(dir_okay=False),
    help="The database file, instead of the one in your data folder.",
)
@click.option("--plain", is_flag=True, help="Home in lines, where no command is given.")
@click.option("--sim", metavar="HOST:PORT", help="Home with a simulator of `tpsim serve`.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
@click.version_option(package_name="tpdevice", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, db: str | None, *, plain: bool, sim: str | None, verbose: bool) -> None:
    """Hold the pressure you chose, and log what you felt.

    tpdevice guides slow self-massage with a Bluetooth force sensor. It helps you apply steady
    pressure that you choose yourself. It does not diagnose, treat or detect anything.
    """
    if db == "":
        raise UsageError("--db is blank.", hint="Name a file, or leave the option out.")
    ctx.obj = db
    if verbose:
        import logging

        logging.basicConfig(stream=sys.stderr, level=logging.INFO)
    if ctx.invoked_subcommand is None:
        from tpdevice.cli.athome import open_home
        from tpdevice.cli.paths import database

        path = database(ctx)
        ctx.exit(open_home(path, sim=sim, plain=plain, perform=_run))
    if plain or sim is not None:
        option = "--plain" if plain else "--sim"
        raise UsageError(
            f"{option} before a command is for home, which needs none.",
            hint=f"What `{ctx.invoked_subcommand}` takes stands behind it, if it has {option}.",
        )


def main() -> None:
    """Run the command line; the process ends with the command's exit code."""
    open_standard_streams()
    code = _flushed(_run())
    sys.exit(code)


def _run(arguments: list[str] | None = None) -> int:
    try:
        code = cli(arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TpError as error:
        complain(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        return 130
    except OSError as error:
        return _refused(error)
    return code if isinstance(code, int) else 0


def open_standard_streams() -> None:
    """Make streams that no name and no closed descriptor can bring down.

    A descriptor that was closed would else go to the next file that is opened.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def _refused(error: OSError) -> int:
    """Say which file the system refused; a reader of ours that is gone needs no words."""
    if not isinstance(error, BrokenPipeError):
        where = "stdout" if error.filename is None else os.fsdecode(error.filename)
        complain(TpError(f"{where}: {(error.strerror or str(error)).lower()}."))
    return 1


def _flushed(code: int) -> int:
    """Write what stdout still holds; what it does not take must not fail once more at exit."""
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return code or _refused(error)
    return code


def complain(error: TpError) -> None:
    """Say what went wrong and what to do next, in one or two lines on stderr."""
    from tpdevice.cli.output import talk

    talk(f"tpdevice: {error}")
    if error.hint:
        talk(error.hint, indent=2)


if __name__ == "__main__":
    main()
