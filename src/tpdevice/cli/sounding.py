"""What is heard of a session, as asked for on the command line or liked by the person.

Light on top: a screen and `--help` wait for this module, and not for what makes sound.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from tpdevice.cli.output import talk
from tpdevice.core.cue import Told
from tpdevice.core.settings import Settings

if TYPE_CHECKING:  # numpy is behind these
    from tpdevice.runtime.sound.player import Player
    from tpdevice.runtime.sound.sinks import Sounds
    from tpdevice.runtime.sound.voice import Voice
    from tpdevice.runtime.sound.wav import Soundtrack
    from tpdevice.session.answering import By
    from tpdevice.session.state import State

F = TypeVar("F", bound=Callable[..., Any])
Say = Callable[[str], object]

BELL: Final = "The terminal's bell rings instead."


def sound_options(command: F) -> F:
    """Give a command the options of sound."""
    for option in (
        click.option("--wav", metavar="FILE", help="Write all that is heard to a WAV file."),
        click.option("--voice/--no-voice", default=None, help="Few words, spoken."),
        click.option(
            "--sound/--no-sound", default=None, help="Tones for cues.  [default: as you like it]"
        ),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundWish:
    """What the command line says of sound; None: as the person likes it."""

    sound: bool | None = None
    voice: bool | None = None
    wav: Path | None = None

    def numbered(self, number: int) -> "SoundWish":
        """Return the wish of a later session of one sitting, whose file is another."""
        if self.wav is None or number == 1:
            return self
        return replace(self, wav=self.wav.with_stem(f"{self.wav.stem}-{number}"))

    def settled(self, likes: Settings) -> Settings:
        """Return a person's settings with what was asked for in front."""
        tones = likes.tones if self.sound is None else self.sound
        liked = likes.voice and self.sound is not False
        voice = liked if self.voice is None else self.voice
        return Settings(tones=tones, voice=voice, volume=likes.volume)


def wish(*, sound: bool | None, voice: bool | None, wav: str | None) -> SoundWish:
    """Return what the options say."""
    path = None if wav is None else Path(wav).expanduser()
    return SoundWish(sound=sound, voice=voice, wav=path)


class Hearing:
    """A cue sink that is heard once it was opened; nothing in it waits for a device or a voice."""

    def __init__(
        self,
        asked: SoundWish,
        *,
        say: Say = talk,
        live: bool = True,
        by: "Callable[[], By] | None" = None,
    ) -> None:
        """Make the file, if one is asked for; `say` hears what went wrong.

        `by` tells how the person answers now; by keys, if nothing does.

        Raises
        ------
        UsageError
            If the file cannot be written.
        """
        self._asked = asked
        self._say = say
        self._live = live
        self._by = by
        self._sounds: Sounds | None = None
        self._player: Player | None = None
        self._voice: Voice | None = None
        self._track = _track(asked.wav)

    def open(self, likes: Settings) -> None:
        """Begin, once it is known who presses."""
        settled = self._asked.settled(likes)
        heard = self._live and (settled.tones or settled.voice)
        if not heard and self._track is None:
            return
        from tpdevice.runtime.sound.sinks import Output, Sounds
        from tpdevice.session.answering import By

        if settled.voice:
            self._voice = self._speech()
        outputs: list[Output] = [] if self._track is None else [self._track]
        if heard:
            self._player = self._played(settled.volume)
            outputs += [] if self._player is None else [self._player]
        tones = settled.tones or not settled.voice
        by = self._by or (lambda: By.KEYS)
        self._sounds = Sounds(outputs, voice=self._voice, tones=tones, by=by)

    @property
    def speaks(self) -> bool:
        """Whether a voice says what is told."""
        return self._voice is not None

    def show(self, told: Told) -> None:
        """Have a cue heard."""
        if self._sounds is not None:
            self._sounds.show(told)

    def look(self, state: "State") -> None:
        """Look at the newest state."""
        if self._sounds is not None:
            self._sounds.look(state)

    def close(self) -> None:
        """Let the last tone be heard, say what came of it, and write the file."""
        self._last_words()
        if self._voice is not None:
            self._voice.close()
        if self._track is not None:
            try:
                self._track.close()
            except OSError as error:
                self._say(f"{self._track.path}: {os.strerror(error.errno or 0).lower()}.")
            else:
                self._say(f"What was heard is in {self._track.path}.")

    def hush(self) -> None:
        """Say no more: whoever listened has left."""
        if self._player is not None:
            self._player.hush()

    def _last_words(self) -> None:
        from tpdevice.runtime.sound.player import WORD_S
        from tpdevice.runtime.sound.sentences import length_s

        said = () if self._sounds is None else self._sounds.result
        if said and self._voice is not None and self._sounds is not None:
            self._voice.make(said)
            self._sounds.say_result()
        if self._player is not None:
            self._player.close(wait_s=WORD_S + length_s(said))

    def _speech(self) -> "Voice | None":
        from tpdevice.runtime.sound.engines import NO_VOICE, NO_VOICE_HINT, find_engine
        from tpdevice.runtime.sound.sentences import vocabulary
        from tpdevice.runtime.sound.voice import Prompt, Voice, cache_folder

        engine = find_engine()
        if engine is None:
            if self._asked.voice:
                self._say(f"{NO_VOICE} {NO_VOICE_HINT}")
            return None
        # On virtual time nobody waits for a word that is not there yet.
        voice = (Voice if self._live else Prompt)(engine, cache_folder())
        voice.start(vocabulary())
        return voice

    def _played(self, volume: float) -> "Player | None":
        from tpdevice.core.errors import NoSound
        from tpdevice.runtime.sound.bell import Bell
        from tpdevice.runtime.sound.player import Player, command, missing

        asked = bool(self._asked.sound)
        write = bell_writer()
        begun: list[object] = []

        def trouble(error: NoSound) -> None:
            if asked or begun:
                bell = BELL if write is not None else ""
                self._say(" ".join(part for part in (str(error), bell, error.hint) if part))

        def fallback(play: Any) -> None:
            # Whoever never heard a tone and asked for none is not to be rung at.
            if write is not None and (asked or begun):
                Bell(write).ring(play)

        unable = missing()
        if unable is not None and not asked:
            return None
        player = Player(
            command(volume),
            unable=unable,
            fallback=fallback,
            on_begun=begun.append,
            on_trouble=trouble,
        )
        player.start()
        return player


def bell_writer() -> Callable[[str], object] | None:
    """Return what writes to the terminal, past whatever draws on it; None where there is none."""
    for stream in (sys.__stderr__, sys.__stdout__):
        if stream is not None and not stream.closed and stream.isatty():
            descriptor = stream.fileno()
            return lambda text: os.write(descriptor, text.encode())
    return None


def _track(path: Path | None) -> "Soundtrack | None":
    if path is None:
        return None
    from tpdevice.runtime.sound.wav import Soundtrack

    return Soundtrack(path)
