"""`tpdevice cues`: the tables that a session runs by, as the reference page shows them."""

import click

from tpdevice.cli.output import as_json, say
from tpdevice.session.answering import WAYS
from tpdevice.session.cues import CUES
from tpdevice.session.phases import ENDED, NEXT, Happening, Phase


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def cues(*, json_: bool) -> None:
    """Print every phase and cue there is, in Markdown."""
    if json_:
        as_json(
            {
                "moves": [
                    {"phase": phase, "happening": happening, "next": to}
                    for (phase, happening), to in NEXT.items()
                ],
                "cues": [
                    {
                        "key": cue.key,
                        "word": cue.word,
                        "text": cue.text,
                        "spoken": cue.spoken,
                        "tone": cue.tone,
                        "direction": cue.direction,
                        "priority": int(cue.priority),
                        "min_s": cue.min_s,
                    }
                    for cue in CUES.values()
                ],
            }
        )
        return
    say(reference())


def reference() -> str:
    """Return the reference page of phases and cues."""
    return "\n".join(
        ["# Phases and cues", "", *_intro(), *_diagram(), *_moves(), *_cues(), *_ways()]
    )


def _intro() -> list[str]:
    return [
        "Printed from the program's own tables by `tpdevice cues`; a test compares this page.",
        "",
    ]


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> SCREENING"]
    for (phase, happening), to in NEXT.items():
        if happening not in _EVERYWHERE:
            lines.append(f"    {phase} --> {to}: {happening}")
    lines += [f"    {phase} --> [*]" for phase in Phase if phase in ENDED]
    return [*lines, "```", ""]


_EVERYWHERE = (Happening.COME_OFF, Happening.STOP_PRESSED, Happening.LINK_GONE, Happening.QUIT)


def _moves() -> list[str]:
    lines = ["## Moves", "", "| phase | happening | next |", "|---|---|---|"]
    for (phase, happening), to in NEXT.items():
        if happening not in _EVERYWHERE:
            lines.append(f"| {phase} | {happening} | {to} |")
    for happening in _EVERYWHERE:
        to = NEXT[Phase.HOLD, happening]
        lines.append(f"| any that has not ended | {happening} | {to} |")
    return [*lines, ""]


def _cues() -> list[str]:
    lines = [
        "## Cues",
        "",
        "| situation | word | text | spoken | tone | asks for | priority | at least s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {cue.key} | {cue.word} | {cue.text} | {cue.spoken} | {cue.tone} | {cue.direction} | "
        f"{cue.priority.name.lower()} | {cue.min_s:g} |"
        for cue in CUES.values()
    ]
    return [*lines, ""]


def _ways() -> list[str]:
    lines = [
        "## How it is answered",
        "",
        "A cue names no key: it reaches a touch screen, a clicker and a voice as well.",
        "These are told in the terms of how somebody answers now.",
        "",
        "| situation | by | text | spoken |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {key} | {by} | {words.text} | {words.spoken} |"
        for key, ways in WAYS.items()
        for by, words in ways.items()
    ]
    return [*lines, ""]
