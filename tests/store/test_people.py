"""Who uses this machine, and what each of them likes."""

from pathlib import Path

from some_session import store_one

from tpdevice.core.settings import Settings, Theme, Unit
from tpdevice.store.database import open_store
from tpdevice.store.people import keep_settings, people, settings_of

LIKES = Settings(unit=Unit.KGF, theme=Theme.LIGHT, motion=False, volume=0.3)


def test_what_a_person_likes_is_kept_for_that_person_alone(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        keep_settings(store, "sam", LIKES)
        keep_settings(store, "kim", Settings(voice=True))
        assert settings_of(store, "sam") == LIKES
        assert settings_of(store, "kim") == Settings(voice=True)
        assert settings_of(store, "nobody") == Settings()
        keep_settings(store, "sam", Settings())
        assert settings_of(store, "sam") == Settings()


def test_who_pressed_here_or_chose_settings_is_known(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        keep_settings(store, "kim", Settings())
        assert people(store) == ("Ada", "kim")


def test_settings_that_make_no_sense_are_the_defaults(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        keep_settings(store, "sam", LIKES)
        with store.transaction():
            store.change("UPDATE profile SET settings_json = :x", {"x": '{"unit": "stone"}'})
        assert settings_of(store, "sam") == Settings()
