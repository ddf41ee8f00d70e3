"""The command line: `briefsite build | check | serve | …`.

In: the words of a command, and the project that it is called in. Out: lines on the terminal, and an exit status.
Everything that it prints is made elsewhere. A command imports what it needs when it is called, so that all start fast.
"""
