"""Where the tests of real engines find their models."""

from pathlib import Path

import pytest

from kibox_pbx.errors import ModelError
from kibox_pbx.models.installed import find_installed, models_folder
from kibox_pbx.models.manifest import load_manifest


def installed_model(role: str) -> Path:
    """Return the folder of a role's model; the test fails with the mending command."""
    try:
        return find_installed(load_manifest(), role, models_folder()).path
    except ModelError as error:
        pytest.fail(str(error))
