"""One window per profile: a second start raises the first window and leaves."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ANSWER_MS = 2_000


class SingleInstance(QObject):
    """Holds the profile's lock. `raise_requested` follows when somebody starts the program again."""

    raise_requested = Signal()

    def __init__(self, lock_file: Path) -> None:
        super().__init__()
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(lock_file))
        self._lock.setStaleLockTime(0)  # a crashed owner is found by its process id, never by age
        self._name = "lazi-desktop-" + hashlib.sha256(str(lock_file.resolve()).encode()).hexdigest()[:24]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)

    def acquire(self) -> bool:
        """True for the first one. Otherwise the first one has been asked to show itself."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)  # left by a crash
            self._server.listen(self._name)
            return True
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_ANSWER_MS):
            socket.write(b"raise\n")
            socket.waitForBytesWritten(_ANSWER_MS)
            socket.disconnectFromServer()
        return False

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    def _on_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_requested.emit()
