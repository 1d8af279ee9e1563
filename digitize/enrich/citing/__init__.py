"""What notes cite: a note is cut into stretches, a stretch into fields; their order tells author, title, venue and the rest.

`citations` reads one note, `repeats` links the notes of a document; the others hold a kind of field each, or its words.
"""
