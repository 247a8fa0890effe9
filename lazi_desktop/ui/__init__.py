"""The window, by feature. It arranges and shows; what is decided is decided in `domain` and `operations`."""
