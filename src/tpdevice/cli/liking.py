"""What a person likes, from the log; a log that cannot be read stops nobody."""

from pathlib import Path

from tpdevice.core.errors import StoreError
from tpdevice.core.settings import Settings


def liked(path: Path, profile: str) -> Settings:
    """Return the settings of a person, or the defaults."""
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.people import settings_of

    try:
        with open_for_reading(path) as store:
            return settings_of(store, profile)
    except StoreError:
        return Settings()
