"""Facts drawn from a document beside its text: what a catalogue wants to know. No character is changed."""
