"""The check of the way to ServiceTitan: directly or by a proxy, whether that leads there, and who looks into it."""

from __future__ import annotations

import base64
import socket
import ssl
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.app.remote import endpoints_of, way_of
from lazi_desktop.config.way import NONE, SETTING
from lazi_desktop.domain.errors import ConfigurationProblem

if TYPE_CHECKING:
    from lazi_desktop.config.way import Proxy

PROXY = {"proxy": "Proxy"}

_SECONDS = 4.0
_LONGEST = 16_384
_PORTS = {"http": 80, "https": 443}
_HUB = "The shared database is reached directly."
_FIREWALL = (
    "Name the proxy as network.proxy if one leads to the web here, or let IT allow ServiceTitan's hosts."
)
_SET = f"Correct {SETTING} (“{NONE}” for no proxy), or ask IT which proxy leads to the web."
_SIGN_IN = (
    "Put the name into network.proxy (http://name@host:port) and give the password as"
    " LAZI_NETWORK__PROXY_PASSWORD or by the secrets file."
)
_LOOKED_INTO = (
    "Ask IT for the certificate of the program that looks into secured connections, and name its PEM file as"
    " network.certificate."
)


def look_at_proxy(patient: Patient, tell: Teller) -> None:
    from lazi_desktop.servicetitan.http import tls_context

    settings, secrets = patient.settings, patient.secrets
    if settings is None or secrets is None:
        tell.skip("The settings come first.")
        return
    try:
        way = way_of(settings, secrets)
        tls = tls_context(way.certificate)
    except ConfigurationProblem as problem:
        tell.fail("proxy", problem, "Correct network.proxy and network.certificate, or unlock the keyring.")
        return
    try:
        target = urlsplit(endpoints_of(settings.servicetitan).api_url)
    except ConfigurationProblem:
        tell.skip("The address of ServiceTitan comes first.")
        return
    host, port = target.hostname or "", target.port or _PORTS[target.scheme]
    try:
        proxy = way.proxy_for(target.scheme, host)
    except ConfigurationProblem as problem:
        tell.fail("proxy", problem, _SET)
        return
    if proxy is None:
        _look_directly(tell, way.setting, host, port)
        return
    named = f"{proxy.said_by} names the proxy {proxy.place}"
    if proxy.scheme == "https":
        tell.ok("proxy", f"{named}, which is itself asked by a secured connection. {_HUB}")
        return
    try:
        with socket.create_connection((proxy.host, proxy.port), timeout=_SECONDS) as line:
            _look_through(tell, line, proxy, named, tls, host, port)
    except OSError:
        tell.bad("proxy", f"{named}, which does not answer.", _SET)


def _look_directly(tell: Teller, setting: str, host: str, port: int) -> None:
    why = f"{SETTING} says so" if setting == NONE else "no proxy is named for it"
    try:
        with socket.create_connection((host, port), timeout=_SECONDS):
            tell.ok("proxy", f"ServiceTitan is asked directly, since {why}. {_HUB}")
    except OSError:
        tell.warn(
            "proxy",
            f"ServiceTitan is asked directly, since {why}; {host} cannot be reached that way.",
            _FIREWALL,
        )


def _look_through(
    tell: Teller, line: socket.socket, proxy: Proxy, named: str, tls: ssl.SSLContext, host: str, port: int
) -> None:
    status = _asked_for_tunnel(line, proxy, host, port)
    if status == 407:
        words = (
            f"does not take the name “{proxy.user}” with its password"
            if proxy.user
            else "asks for a name and a password"
        )
        tell.bad("proxy", f"{named}, which {words} (407).", _SIGN_IN)
    elif status != 200:
        said = f" ({status})" if status else ""
        tell.bad(
            "proxy", f"{named}, which does not lead to {host}{said}.", f"Let IT allow {host} at the proxy."
        )
    else:
        try:
            with closing(tls.wrap_socket(line, server_hostname=host)):
                tell.ok("proxy", f"{named}, which leads to ServiceTitan. {_HUB}")
        except ssl.SSLCertVerificationError as error:
            reason = error.verify_message or "it is not trusted"
            looks = "where a program looks into secured connections and shows a certificate of its own"
            tell.bad("proxy", f"{named}, {looks}: {reason}.", _LOOKED_INTO)
        except OSError:
            tell.bad("proxy", f"{named}, and the connection through it cannot be secured.", _SET)


def _asked_for_tunnel(line: socket.socket, proxy: Proxy, host: str, port: int) -> int:
    """The status of its answer; 0 for none."""
    signed = ""
    if proxy.user:
        pair = base64.b64encode(f"{proxy.user}:{proxy.password}".encode()).decode()
        signed = f"Proxy-Authorization: Basic {pair}\r\n"
    line.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{signed}\r\n".encode())
    said = b""
    while b"\r\n\r\n" not in said and len(said) < _LONGEST:
        more = line.recv(1)  # what follows belongs to the other side
        if not more:
            break
        said += more
    words = said.split(maxsplit=2)
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
