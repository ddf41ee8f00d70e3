"""`python -m briefsite` is `briefsite`."""

from briefsite.cli import main

main()
