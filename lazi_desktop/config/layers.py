"""The layers that settings are made of: each says some keys; the first that says a key wins."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lazi_desktop.config.keys import PREFIX, Key, nearest
from lazi_desktop.config.origin import Origin, OriginKind
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.hub_address import take_apart


@dataclass(frozen=True, slots=True)
class Layer:
    """`values` by dotted key. `place` and `text` are those of the file, where it is one."""

    kind: OriginKind
    values: Mapping[str, Any]
    place: str = ""
    text: str = ""

    def origin_of(self, key: str) -> Origin:
        place = _variable(key) if self.kind is OriginKind.ENVIRONMENT else self.place
        return Origin(self.kind, key, place, self.text)


def origins(layers: Sequence[Layer]) -> dict[str, Origin]:
    """By key, of all that some layer says; the strongest layer comes first."""
    found: dict[str, Origin] = {}
    for layer in layers:
        for key in layer.values:
            found.setdefault(key, layer.origin_of(key))
    return found


def merged(layers: Sequence[Layer]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for layer in reversed(layers):
        found.update(layer.values)
    return found


def check_names(layer: Layer, keys: Mapping[str, Key]) -> None:
    """Raises:
    ConfigurationProblem: naming each entry that is no setting, or that no file may hold.
    """
    if problems := "; ".join(_strange(layer, keys)):
        raise ConfigurationProblem(f"{problems}.")


def _strange(layer: Layer, keys: Mapping[str, Key]) -> Iterator[str]:
    for name in layer.values:
        where, known = layer.origin_of(name).words(), keys.get(name)
        if known is not None:
            if known.is_secret and layer.kind is not OriginKind.ENVIRONMENT:
                secret = known
            elif layer.kind is OriginKind.POLICY and name == "hub.url" and _has_password(layer.values[name]):
                secret = keys["hub.password"]  # everybody on the machine reads a policy
            else:
                continue
            yield (
                f"{where}: is a secret, which no such file may hold; it belongs in the keyring, in a file named"
                f" by secrets_file, or in the variable {secret.variable}"
            )
        elif any(key.startswith(f"{name}.") for key in keys):
            yield f"{where}: is a section, written as [{name}]"
        else:
            meant = nearest(name, keys)
            yield f"{where}: is not a setting" + (f" (is “{meant}” meant?)" if meant else "")


def _variable(key: str) -> str:
    """Of a whole section one variable may hold JSON."""
    own = PREFIX + key.replace(".", "__").upper()
    section = PREFIX + key.partition(".")[0].upper()
    return section if own not in os.environ and section in os.environ else own


def _has_password(address: object) -> bool:
    taken = take_apart(address) if isinstance(address, str) else None
    return taken is not None and bool(taken.password)
