"""The keys of caches: they change with the code and with the versions of packages."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import pytest

from briefsite.storage.cache import code_checksum, installed_version


@pytest.mark.parametrize("package", ["mkdocs", "mkdocs_material", "markdown", "typst", "bibtexparser", "babel"])
def test_the_version_of_a_package_is_that_which_python_knows(package: str) -> None:
    assert installed_version(package) == f"{package}-{version(package)}"


def test_a_package_or_module_that_is_not_there_is_an_error() -> None:
    with pytest.raises(PackageNotFoundError):
        installed_version("no_such_package")
    with pytest.raises(FileNotFoundError):
        code_checksum(("briefsite.works.no_such_module",), ())
