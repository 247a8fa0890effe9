"""Before any test: no screen, a home folder of our own, nothing of the user's in reach. Then what tests share."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["tests.hygiene", "tests.real_parts", "tests.networks"]

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NO_SHARED = f"NOT TESTED: the folder {SHARED} is missing; ServiceTitan's own documents lie in it"


def isolate() -> Path:
    """Points the environment at an empty home. This happens on import, before Qt or keyring look at it."""
    home = Path(tempfile.mkdtemp(prefix="lazi-tests-"))
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData" / "Roaming",
        "LOCALAPPDATA": home / "AppData" / "Local",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": runtime,
    }
    os.environ.update({name: str(folder) for name, folder in folders.items()})
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    user_settings = ("LAZI_", "PG")
    session_bus = {"DBUS_SESSION_BUS_ADDRESS", "KEYRING_PROPERTY_COLLECTION"}
    proxies = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}
    for name in list(os.environ):
        if name.startswith(user_settings) or name in session_bus or name.upper() in proxies:
            del os.environ[name]
    return home


HOME = isolate()


def pytest_configure() -> None:
    from hypothesis import HealthCheck, settings

    # Nothing here depends on the clock or on luck; `explore` is for looking further afield by hand.
    no_clock: dict[str, Any] = {
        "deadline": None,
        "suppress_health_check": [HealthCheck.too_slow],
        "database": None,
    }
    settings.register_profile("steady", derandomize=True, print_blob=True, **no_clock)
    settings.register_profile("explore", max_examples=2000, print_blob=True, **no_clock)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Modules, tests and schemas stay to the end: the search for garbage, which follows many a test, passes them by."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_report_header() -> str | None:
    return None if SHARED.is_dir() else NO_SHARED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project that holds ServiceTitan's documents. Without it a test is skipped, and says so."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture
def memory_keyring() -> Iterator[dict[tuple[str, str], str]]:
    """A keyring that forgets: what code stores through `keyring` lands in this dict, by (service, name)."""
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.errors import PasswordDeleteError

    kept: dict[tuple[str, str], str] = {}

    class MemoryKeyring(KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            return kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            if kept.pop((service, username), None) is None:
                raise PasswordDeleteError(username)

    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield kept
    keyring.set_keyring(before)
