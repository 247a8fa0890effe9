"""One window per profile: a second start raises the first window and leaves."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import psutil
from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_ANSWER_MS = 2_000
_LONGEST = 64 * 1024  # bytes: an invitation as a link is far shorter


def is_open(lock_file: Path) -> bool:
    """Whether a window of this computer holds the lock. Asks for nothing and takes nothing."""
    pid, *_ = QLockFile(str(lock_file)).getLockInfo()
    return bool(pid) and psutil.pid_exists(int(pid))


def come_to_the_front(lock_file: Path) -> bool:
    """Whether a window holds the lock, which has been asked to show itself. Waits for its answer, so: not on the UI
    thread."""
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    lock = _lock_of(lock_file)
    if lock.tryLock(0):
        lock.unlock()
        return False
    _ask_forward(_name_of(lock_file))
    return True


def show_in_front(window: QWidget) -> None:
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()


def _lock_of(lock_file: Path) -> QLockFile:
    lock = QLockFile(str(lock_file))
    lock.setStaleLockTime(0)  # a crashed owner is found by its process id, never by age
    return lock


def _name_of(lock_file: Path) -> str:
    return "lazi-desktop-" + hashlib.sha256(str(lock_file.resolve()).encode()).hexdigest()[:24]


def _ask_forward(name: str, invitation: str = "") -> None:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if socket.waitForConnected(_ANSWER_MS):
        socket.write(invitation.encode() + b"\n")
        socket.waitForBytesWritten(_ANSWER_MS)
        socket.disconnectFromServer()


class SingleInstance(QObject):
    """Holds the profile's lock. `raise_requested(invitation)` follows when somebody starts the program again: with a
    link or a file's path where they opened one, else ""."""

    raise_requested = Signal(str)

    def __init__(self, lock_file: Path) -> None:
        super().__init__()
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock_of(lock_file)
        self._name = _name_of(lock_file)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)

    def acquire(self, invitation: str = "") -> bool:
        """True for the first one. Otherwise the first one has been asked to show itself, and to read the invitation."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)  # left by a crash
            self._server.listen(self._name)
            return True
        _ask_forward(self._name, invitation)
        return False

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    def _on_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(partial(self._on_told, socket))

    def _on_told(self, socket: QLocalSocket) -> None:
        told = bytes(socket.read(_LONGEST).data()).decode(errors="replace").strip()
        socket.deleteLater()
        self.raise_requested.emit(told)
