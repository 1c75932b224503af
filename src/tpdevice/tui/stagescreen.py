"""What all screens have in common: they take a scene and show it.

Screens keep their widgets as attributes: looking them up while a screen comes or goes would fail.
"""

from tpdevice.tui.keyed import Keyed
from tpdevice.tui.look import Look
from tpdevice.tui.scene import Scene


class StageScreen(Keyed):
    """One screen."""

    ready = False
    """Whether all widgets are in place; a screen is `is_mounted` a little earlier."""

    def on_mount(self) -> None:
        """Be ready to be shown."""
        self.ready = True

    def show(self, scene: Scene, look: Look) -> None:
        """Show a scene; called again and again, and cheap when nothing changed."""
        raise NotImplementedError
