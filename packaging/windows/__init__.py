"""The installer for Windows, made on Linux: Python's embeddable tree, the locked wheels and the program, as one MSI."""
