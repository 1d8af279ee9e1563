"""TEI to what other programs read: one file for each format, every one made from the TEI alone."""
