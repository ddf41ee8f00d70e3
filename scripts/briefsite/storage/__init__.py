"""Files on the disk, replaced all at once or not at all.

In: the new content of files and folders of a project. Out: all of them in place, or what was there before; and after
a process was killed, whichever of the two the next command settles on.
"""
