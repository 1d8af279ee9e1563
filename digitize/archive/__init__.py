"""A result as a package that an archive takes in as it is: one file for each receiver."""
