"""A result as a package that an archive takes in as it is: one file for each receiver.

`deposit` says what goes in and proves it, `names` how it is called, `dublin_core` and `premis` how it is described;
`bagit`, `archivematica` and `dspace` each lay it out for their receiver, `placing` puts it in place or leaves nothing,
and `fixity` finds what has changed since.
"""
