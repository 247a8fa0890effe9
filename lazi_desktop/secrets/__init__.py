"""Where secrets are kept: the system's keyring, the environment, or a file that somebody named."""

from lazi_desktop.secrets.environment import EnvironmentSecrets
from lazi_desktop.secrets.file import FileSecrets
from lazi_desktop.secrets.system_keyring import KeyringSecrets

__all__ = ["EnvironmentSecrets", "FileSecrets", "KeyringSecrets"]
