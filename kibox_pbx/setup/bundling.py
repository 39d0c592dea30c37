"""Makes a bundle out of a checkout: its wheels, its models, and what installs them."""

import os
import platform
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from kibox_pbx import __version__
from kibox_pbx.errors import ConfigError
from kibox_pbx.models.installed import find_installed
from kibox_pbx.models.manifest import Manifest as Models
from kibox_pbx.models.manifest import PartOfSource
from kibox_pbx.setup.bundle import MANIFEST, Manifest, held
from kibox_pbx.setup.shared_files import CHECKOUT
from kibox_pbx.setup.wheels import build_wheels

NEW_ENOUGH = ("sse4_2", "avx", "avx2", "fma", "f16c", "bmi2")
"""What install/llama.sh compiles for, where the processor has it."""

CPU = Path("/proc/cpuinfo")
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
EXECUTABLE = "install.sh"
FOR_ALL_TO_READ = 0o644
"""A bundle holds no secret, and nobody but its owner changes it, whatever the umask."""

Tell = Callable[[str], None]


def make_bundle(to: Path, models: Models, folder: Path, tell: Tell) -> Manifest:
    """Write a bundle for machines like this one.

    Args:
        to: A name that ends in .tar, or in .tar.gz where it is to be packed tighter.
        models: The list of models.
        folder: Where they are.
        tell: Is told what is going on.

    Raises:
        ConfigError: This is no checkout, or the file cannot be written.
        ModelError: A model is missing.
    """
    if not (CHECKOUT / "install" / "offline.sh").is_file():
        raise ConfigError("a bundle is made in a checkout of the repository, not by pip's copy")
    if not to.absolute().parent.is_dir():
        raise ConfigError(f"{to.parent}: there is no such folder")
    chosen = chosen_models(models, folder)
    with TemporaryDirectory(prefix="kibox-bundle-", dir=to.absolute().parent) as place:
        wheels = Path(place) / "wheels"
        tell("collecting the packages (minutes, the first time)")
        build_wheels(wheels)
        files = {f"wheels/{path.name}": path for path in sorted(wheels.glob("*.whl"))}
        files |= _models(chosen)
        files["check_bundle.py"] = CHECKOUT / "install" / "check_bundle.py"
        files[EXECUTABLE] = CHECKOUT / "install" / "offline.sh"
        tell(f"packing {len(files)} files")
        return pack(to, files)


def pack(to: Path, files: dict[str, Path]) -> Manifest:
    """Write the archive, whole or not at all: first its manifest, then the files.

    Raises:
        ConfigError: It cannot be written, or its name says no kind.
    """
    compression = "gz" if to.name.endswith(".tar.gz") else ""
    if not compression and to.suffix != ".tar":
        raise ConfigError(f"{to}: must end in .tar or .tar.gz")
    manifest = Manifest(
        version=__version__,
        python=PYTHON,
        machine=platform.machine(),
        processor=_processor(),
        files={name: held(path) for name, path in files.items()},
    )
    draft = to.with_name(f".{to.name}.part")
    try:
        with TemporaryDirectory(dir=to.absolute().parent) as place:
            listed = Path(place) / MANIFEST
            listed.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
            _write(draft, compression, {MANIFEST: listed, **files})
        draft.replace(to)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise ConfigError(f"{to}: cannot be written: {error.strerror}") from None
    return manifest


def chosen_models(models: Models, folder: Path) -> dict[str, Path]:
    """Return the folder of each model that calls use, by its name.

    Raises:
        ModelError: One is missing; its text names the command that mends it.
    """
    chosen = {}
    for role in models.roles:
        if models.serves_callers(role):
            found = find_installed(models, role, folder)
            if not isinstance(models.models[found.name].source, PartOfSource):
                chosen[found.name] = found.path
    return chosen


def _models(chosen: dict[str, Path]) -> dict[str, Path]:
    return {
        f"models/{name}/{path.relative_to(folder).as_posix()}": path
        for name, folder in chosen.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _write(to: Path, compression: str, files: dict[str, Path]) -> None:
    level = {"compresslevel": 1} if compression else {}
    handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FOR_ALL_TO_READ)
    with (
        os.fdopen(handle, "wb") as bundle,
        tarfile.open(fileobj=bundle, mode=f"w:{compression}", **level) as archive,  # type: ignore[call-overload]
    ):
        for name, path in files.items():
            entry = tarfile.TarInfo(f"kibox-{__version__}/{name}")
            entry.size = path.stat().st_size
            entry.mode = 0o755 if name == EXECUTABLE else FOR_ALL_TO_READ
            with path.open("rb") as file:
                archive.addfile(entry, file)


def _processor() -> tuple[str, ...]:
    if platform.machine() != "x86_64" or not CPU.exists():
        return ()
    has = set(CPU.read_text(encoding="utf-8").split())
    return tuple(each for each in NEW_ENOUGH if each in has)
