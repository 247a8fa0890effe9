"""Faults on demand: declared beforehand, met by the requests that match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lazi_desktop.simulator.wire import Json, decode, encode

KINDS: Final = {
    "status": "answer `status` (500) with `body` (text) and `headers`, without applying anything",
    "html": "answer `status` (503) with an HTML page",
    "rate_limit": "answer 429, with Retry-After if `retry_after` is given",
    "slow": "wait `seconds` (1) before going on",
    "truncate": "apply, then answer with the second half of the JSON missing",
    "reset_midway": "apply, then reset the connection halfway through the answer",
    "reset_before_apply": "reset the connection, nothing is applied",
    "reset_after_apply": "apply, then reset the connection instead of answering",
    "apply_late": "reset the connection, and apply `seconds` (99) later by the tenant's clock",
    "drop_field": "ignore the body member `field` and answer as if all was well; `echo` pretends it was written",
    "replace_value": "put `value` wherever `field` occurs in the answer, such as an unknown enum value",
    "deny_scope": "refuse with 403 whatever needs `scope`; lasts until cleared unless `times` is given",
    "expire_tokens": "forget every token given out so far",
}

_MATCHES = frozenset({"method", "path", "path_contains", "query_contains"})
_OPTIONS: Final[Mapping[str, frozenset[str]]] = {
    "status": frozenset({"status", "body", "headers"}),
    "html": frozenset({"status"}),
    "rate_limit": frozenset({"retry_after"}),
    "slow": frozenset({"seconds"}),
    "apply_late": frozenset({"seconds"}),
    "drop_field": frozenset({"field", "echo"}),
    "replace_value": frozenset({"field", "value"}),
    "deny_scope": frozenset({"scope"}),
}
_NEEDED: Final = {"drop_field": "field", "replace_value": "field", "deny_scope": "scope"}


@dataclass
class Fault:
    """``times`` counts down to 0; None lasts.

    ``skip`` matching requests pass before the first is hit, and then only every ``every``-th one is.
    """

    kind: str
    match: Mapping[str, str] = field(default_factory=dict)
    times: int | None = 1
    skip: int = 0
    every: int = 1
    options: Json = field(default_factory=dict)

    def matches(self, method: str, path: str, query: str) -> bool:
        match = self.match
        return (
            match.get("method", method).upper() == method
            and match.get("path", path) == path
            and match.get("path_contains", "") in path
            and match.get("query_contains", "") in query
        )

    def names_path(self) -> bool:
        return "path" in self.match or "path_contains" in self.match

    def described(self) -> Json:
        return {
            "kind": self.kind,
            "match": dict(self.match),
            "times": self.times,
            "skip": self.skip,
            "every": self.every,
            **self.options,
        }


def declared(declaration: Mapping[str, Any]) -> Fault:
    """Raises ValueError for what cannot be a fault."""
    options = dict(declaration)
    kind = options.pop("kind", None)
    if kind not in KINDS:
        raise ValueError(f"unknown kind of fault {kind!r}; known are {', '.join(KINDS)}")
    match = options.pop("match", None) or {}
    if set(match) - _MATCHES:
        raise ValueError(f"unknown in match: {', '.join(sorted(set(match) - _MATCHES))}")
    times = options.pop("times", None if kind == "deny_scope" else 1)
    skip, every = int(options.pop("skip", 0)), int(options.pop("every", 1))
    unknown = set(options) - _OPTIONS.get(kind, frozenset())
    if unknown:
        raise ValueError(f"{kind} takes no {', '.join(sorted(unknown))}")
    if kind in _NEEDED and _NEEDED[kind] not in options:
        raise ValueError(f"{kind} needs {_NEEDED[kind]!r}")
    return Fault(kind, dict(match), times, skip, every, options)


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    def described(self) -> list[Json]:
        return [fault.described() for fault in self._faults]

    def met_by(self, method: str, path: str, query: str, *, api: bool) -> list[Fault]:
        """Outside the API proper (tokens, pictures) only faults that name a path apply."""
        met = []
        for fault in self._faults:
            if fault.kind == "deny_scope" or not fault.matches(method, path, query):
                continue
            if not (api or fault.names_path()):
                continue
            if self._strikes(fault):
                met.append(fault)
        self._forget_spent()
        return met

    def denies(self, scope: str) -> bool:
        struck = [
            fault for fault in self._faults if fault.kind == "deny_scope" and fault.options["scope"] == scope
        ]
        strikes = [self._strikes(fault) for fault in struck]
        self._forget_spent()
        return any(strikes)

    def _strikes(self, fault: Fault) -> bool:
        if fault.skip > 0:
            fault.skip -= 1
            return False
        fault.skip = fault.every - 1
        if fault.times is not None:
            fault.times -= 1
        return True

    def _forget_spent(self) -> None:
        self._faults = [fault for fault in self._faults if fault.times is None or fault.times > 0]


def replace_everywhere(body: bytes, name: str, value: Any) -> bytes:
    """The JSON with every member of this name set to ``value``."""

    def changed(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: value if key == name else changed(each) for key, each in node.items()}
        return [changed(each) for each in node] if isinstance(node, list) else node

    return encode(changed(decode(body))) if body else body
