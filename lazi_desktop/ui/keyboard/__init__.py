"""Actions found and run without the mouse: the palette, the sheet of keys, and keys of one's own."""
