"""The sound test of the settings: one cue after the other is heard, as loud as is liked."""

import time
from collections.abc import Callable
from typing import Final

from tpdevice.core.settings import Settings

_HEARD: Final = ("more", "hold", "less", "come_off_sharp")
"""More, good, less, stop. Source: the words that people use for pressure."""
_APART_S: Final = 1.2
"""From one to the next. Chosen: the longest tone with its word has ended by then."""


def sound_test(settings: Settings, say: Callable[[str], None]) -> None:
    """Have the four directions heard; `say` hears why not. Returns when the last has ended."""
    from tpdevice.cli.sounding import Hearing, SoundWish
    from tpdevice.core.cue import Told
    from tpdevice.session.cues import CUES

    if not (settings.tones or settings.voice):
        say("Tones and voice are off.")
        return
    hearing = Hearing(SoundWish(sound=settings.tones, voice=settings.voice), say=say)
    hearing.open(settings)
    for number, key in enumerate(_HEARD):
        if number:
            time.sleep(_APART_S)
        hearing.show(Told(0, CUES[key], "HOLD", "sound test", None, CUES[key].text))
    hearing.close()
