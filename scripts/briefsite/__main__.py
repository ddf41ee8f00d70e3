"""`python -m briefsite` is `briefsite`."""

from briefsite.cli.main import main

main()
