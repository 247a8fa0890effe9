"""The package for Debian and its relatives, and the tarball for other systems."""
