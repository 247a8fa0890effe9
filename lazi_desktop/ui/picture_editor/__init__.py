"""One picture, changed as a whole: cropped, turned, mirrored, trimmed, put on white."""
