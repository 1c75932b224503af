"""`tpdevice follow-up`: how it is, a day or two after a session."""

from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.naming import named
from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.runtime.care import Care


@click.command("follow-up")
@click.option("--profile", help="Who is asked; else whoever pressed last.")
@click.option("--again", is_flag=True, help="Ask at once how it went after it was looked at.")
@click.option(
    "--json", "json_", is_flag=True, help="Print what is pending as JSON, and ask nothing."
)
@click.pass_context
def follow_up(ctx: click.Context, *, profile: str | None, again: bool, json_: bool) -> None:
    """Say how it is after a session, and what that means for the next time.

    About 24 and 48 hours after a session three questions are asked: how sore it is, whether there
    is a bruise, and whether there is a sign that somebody should look at. An empty answer puts a
    place off. Through a pipe, each answer is a line.
    """
    from tpdevice.cli.asking import known_owner
    from tpdevice.cli.howisit import ask_all
    from tpdevice.core.rules import CHECK_AGAIN_H
    from tpdevice.runtime.care import care_for

    path = database(ctx)
    profile = None if profile is None else named(profile, "--profile")
    who, _ = known_owner(path, profile, simulated=False)
    again_h = 0 if again else CHECK_AGAIN_H
    care = care_for(path, who, again_h=again_h)
    if json_:
        as_json(_plain(who, care))
        return
    if care.questions:
        ask_all(path, care.questions)
    else:
        talk(f"Nothing to ask {who} now.")
        for line in _resting(care):
            say(line)
    for each in care.advice:
        say(f"{each.title}: {each.words}")


def _resting(care: "Care") -> list[str]:
    """Return what rests, a line each."""
    from tpdevice.homework.due import Kind

    return [
        f"{item.title or 'Everywhere'}: rests until {item.until or 'somebody looked at it'}."
        for item in care.items
        if item.kind in (Kind.RESTS, Kind.SEEK_CARE)
    ]


def _plain(who: str, care: "Care") -> dict[str, Any]:
    from datetime import date

    return {
        "profile": who,
        "pending": [
            {
                "session": each.check.about.session,
                "point": each.check.about.place.point,
                "side": each.check.about.place.side,
                "title": each.title,
                "pressed": date.fromordinal(each.check.about.day).isoformat(),
                "after_h": each.check.after_h,
                "again": each.again,
                "questions": {asked.key: asked.text for asked in each.asked},
            }
            for each in care.questions
        ],
        "due": [
            {
                "kind": item.kind,
                "point": None if item.place is None else item.place.point,
                "side": None if item.place is None else item.place.side,
                "why": item.why,
                "until": item.until,
                "lower_percent": item.lower_percent,
            }
            for item in care.items
        ],
        "advice": [
            {
                "key": each.key,
                "point": each.place.point,
                "side": each.place.side,
                "words": each.words,
            }
            for each in care.advice
        ],
    }
