"""The keys that a person chose instead of ours, remembered by the name of the action."""

from __future__ import annotations

import json

from PySide6.QtCore import QSettings

_KEYS = "keys"

Keys = tuple[str, ...]


class KeyMap:
    """`binding` is an action's name, with "@place" for the keys that count in one place only."""

    def __init__(self, state: QSettings) -> None:
        self._state = state
        self._own: dict[str, Keys] = _read(state)

    def keys(self, binding: str, default: Keys) -> Keys:
        return self._own.get(binding, default)

    def is_own(self, binding: str) -> bool:
        return binding in self._own

    @property
    def has_own(self) -> bool:
        return bool(self._own)

    def bind(self, binding: str, keys: Keys, default: Keys) -> None:
        """No keys is a choice too; choosing ours again is none."""
        if keys == default:
            self._own.pop(binding, None)
        else:
            self._own[binding] = keys
        self._keep()

    def reset(self) -> None:
        self._own.clear()
        self._keep()

    def _keep(self) -> None:
        self._state.setValue(_KEYS, json.dumps(self._own))


def _read(state: QSettings) -> dict[str, Keys]:
    try:
        kept = json.loads(str(state.value(_KEYS, "{}")))
    except ValueError:  # somebody wrote into the file
        return {}
    if not isinstance(kept, dict):
        return {}
    return {
        str(name): tuple(str(one) for one in keys) for name, keys in kept.items() if isinstance(keys, list)
    }
