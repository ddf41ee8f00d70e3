"""`python -m briefsite` is `briefsite`."""

from briefsite.cli.main import run

run()
