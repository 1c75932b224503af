"""Before a plan is opened: whether it is signed, and by the key that is known."""

from pathlib import Path

import click

from tpdevice.cli.asked import somebody_there
from tpdevice.cli.output import talk
from tpdevice.core.errors import TrustError
from tpdevice.core.text import harmless
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.trusting import Standing, Trusted, no_longer_signed, standing
from tpdevice.store.database import open_store
from tpdevice.store.trust import pin


def settle(path: Path, therapist: str, key: bytes | None, *, words: str | None = None) -> None:
    """Tell whose plan it is; take a new key once its words were confirmed.

    Parameters
    ----------
    key
        What `verified` returned with the plan's text.
    words
        The words that the therapist told, for who is not asked.

    Raises
    ------
    TrustError
        If another key is known, or one and the plan is not signed; if these are not its words,
        or nobody confirms a new one.
    """
    with open_store(path) as store:
        found = standing(store, therapist, key)
        if found.standing is Standing.NO_LONGER_SIGNED:
            raise no_longer_signed(therapist)
        for line in found.told:
            talk(line)
        if words is not None:
            _see_that_they_match(found, words)
        if found.standing is Standing.NEW and key is not None:
            if words is None:
                _see_that_it_is_confirmed()
            pin(store, harmless(therapist), key, now=local_now())
            talk("This key is known from now on; a plan with another one will be refused.")


def _see_that_they_match(found: Trusted, words: str) -> None:
    """Compare the words that were said, also with a key that is known."""
    if not found.words:
        raise TrustError("The plan is not signed, so no key has these words.", hint=_ASK)
    if words.casefold().split() != found.words.split():
        raise TrustError("Those are other words than the key has.", hint=_ASK)


def _see_that_it_is_confirmed() -> None:
    if not somebody_there():
        raise TrustError(
            "A new key has to be confirmed, and there is no terminal to ask on.",
            hint='Compare the words, then say them: --words "...".',
        )
    if not _confirmed():
        raise TrustError("The key was not taken, and the plan not opened.", hint=_ASK)


def _confirmed() -> bool:
    try:
        return click.confirm("Are these the words that you were told", default=False, err=True)
    except click.Abort:
        return False


_ASK = "Ask your therapist by telephone which words their key has; open nothing until they agree."
