"""The check of proxies: which the environment names, and whether ServiceTitan can be reached without them."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.app.remote import endpoints_of
from lazi_desktop.domain.errors import ConfigurationProblem

PROXY = {"proxy": "Proxy"}

_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_CONNECT_SECONDS = 4.0
_PORTS = {"http": 80, "https": 443}
_WORKS = "That works."
_DIRECT = "Let IT allow direct connections to ServiceTitan's hosts: LAZI Desktop uses no proxy."


def look_at_proxy(patient: Patient, tell: Teller) -> None:
    named = [
        (variable, value)
        for variable in _VARIABLES
        if (value := os.environ.get(variable) or os.environ.get(variable.lower()))
    ]
    if not named:
        tell.ok("proxy", "The environment names none.")
        return
    variable, value = named[0]
    host, port = _place(value)
    answers = "answers" if _answers(host, port) else "does not answer"
    words = f"{variable} names the proxy {host}:{port}, which {answers}; LAZI Desktop connects directly."
    try:
        target = urlsplit(endpoints_of(patient.settings.servicetitan).api_url) if patient.settings else None
    except ConfigurationProblem:
        target = None  # told by the check of ServiceTitan
    if target is None or not target.hostname:
        tell.warn("proxy", words, _DIRECT)
    elif _answers(target.hostname, target.port or _PORTS[target.scheme]):
        tell.ok("proxy", f"{words} {_WORKS}")
    else:
        unreachable = f"{target.hostname} cannot be reached that way."
        tell.bad("proxy", f"{words} {unreachable}", _DIRECT)


def _place(value: str) -> tuple[str, int]:
    """Without the name and the password that may stand before it."""
    parts = urlsplit(value if "://" in value else f"http://{value}")
    try:
        port = parts.port
    except ValueError:
        port = None
    return parts.hostname or "?", port or _PORTS.get(parts.scheme, 80)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=_CONNECT_SECONDS):
            return True
    except OSError:
        return False
