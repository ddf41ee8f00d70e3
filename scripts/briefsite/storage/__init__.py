"""Files on the disk: read within the limits, and replaced all at once or not at all.

In: a folder of the project, and the new content of files in it. Out: what they have, as values; all of them in place,
or what was there before; and after a process was killed, whichever of the two the next command settles on.
"""
