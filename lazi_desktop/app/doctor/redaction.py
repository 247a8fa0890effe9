"""What may leave this computer: words without secrets, people, hosts and folders; log lines without their values."""

from __future__ import annotations

import getpass
import json
import re
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.secrecy import without_secrets

_FACTS = ("timestamp", "level", "logger", "event", "method", "part", "status", "size", "seconds", "kind")
"""Of a line of the log. All else may be about an entry, a price or a person."""
_TOLD = {"environment", "theme", "density", "language", "measures", "pull", "lists", "sweep", "tend"}
"""Settings whose words are told."""
_FRAME = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+),? in (?P<name>\S+)')
_KIND = re.compile(r"(Fatal Python error|Windows fatal exception): [\w ]+|[A-Za-z_][\w.]*(?=:|$)")
_LEAST = 3  # letters: a shorter name would be found in every word


class Redactor:
    def __init__(self, patient: Patient) -> None:
        known = _known(patient)
        words = sorted((word for word in known if len(word) >= _LEAST), key=len, reverse=True)
        self._known = [
            (re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE), known[word]) for word in words
        ]

    def words(self, text: str) -> str:
        for pattern, by in self._known:
            text = pattern.sub(by, text)
        return without_secrets(text)

    def log_line(self, line: str) -> str | None:
        """None where it is not one of ours."""
        try:
            told = json.loads(line)
        except ValueError:
            return None
        if not isinstance(told, dict):
            return None
        kept = {name: told[name] for name in _FACTS if isinstance(told.get(name), str | int | float)}
        kept = {name: self.words(one) if isinstance(one, str) else one for name, one in kept.items()}
        trace = told.get("exception") or told.get("stack")
        if isinstance(trace, str):
            kept["stack"] = stack_of(trace)
        return json.dumps(kept, ensure_ascii=False)


def stack_of(trace: str) -> list[str]:
    """Where it went wrong and of what kind it was, without what was said: that may hold a name or a price."""
    told: list[str] = []
    within = False
    for line in trace.splitlines():
        frame = _FRAME.match(line)
        if frame is not None:
            told.append(f"{_tail(frame['file'])}:{frame['line']} {frame['name']}")
            within = True
        elif (within and line[:1].strip()) or line.startswith(("Fatal Python", "Windows fatal")):
            kind = _KIND.match(line)  # the first line that is not a frame's; what follows it was said
            told += [kind[0]] if kind is not None else []
            within = False
    return told


def redacted_settings(settings: Settings) -> dict[str, object]:
    """Which are set, and those values that say nothing of anybody."""
    return dict(_leaves("", settings.model_dump(mode="json", exclude={"tenants"})))


def _leaves(prefix: str, values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(f"{prefix}{name}.", value)
        elif isinstance(value, str) and name not in _TOLD:
            yield f"{prefix}{name}", "set" if value else "not set"
        else:
            yield f"{prefix}{name}", value


def _known(patient: Patient) -> dict[str, str]:
    """Words that name somebody or something, and what stands in their place."""
    known = {
        str(Path.home()): "~",
        socket.gethostname(): "(computer)",
        str(patient.places.folder): "(profile)",
    }
    try:
        known[getpass.getuser()] = "(person)"
    except (KeyError, OSError):
        pass  # nobody has a name here
    settings = patient.settings
    if settings is None:
        return known
    remote, hub = settings.servicetitan, urlsplit(settings.hub.url)
    known |= {remote.tenant: "(tenant)", remote.client_id: "(client id)", str(patient.tenant_id): "(tenant)"}
    known |= {hub.hostname or "": "(hub)", hub.username or "": "(person)", hub.password or "": "…"}
    known |= {settings.hub.login: "(person)"}
    for url in (remote.api_url, remote.auth_url):
        known[urlsplit(url).hostname or ""] = "(servicetitan)"
    for secret in (remote.client_secret, remote.app_key, settings.hub.password):
        known[secret.get_secret_value() if secret is not None else ""] = "…"
    return known


def _tail(file: str) -> str:
    """Of a path what tells the module, not whose computer it is."""
    parts = file.replace("\\", "/").split("/")
    start = next((at for at, part in enumerate(parts) if part in ("lazi_desktop", "site-packages")), -2)
    return "/".join(parts[start:])
