"""The app, its disk image and its installer, made on a Mac."""
