"""Names what this machine lacks, why it is needed and the command that installs it.

Needs only the standard library, so that `python3 app/doctor.py` speaks before anything is installed; written
for Python 3.8 on, so that it can say that Python is too old. `deploy/setup.sh` and `xinliu doctor` ask here.
"""

import argparse
import ctypes
import importlib.util
import json
import locale
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)

# What the Qt wheel loads from the system, as `ldd` shows it: library file → package of Debian, of Arch.
QT_LIBRARIES: Dict[str, Tuple[str, str]] = {
    "libEGL.so.1": ("libegl1", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5"),
}
# What a window on X11 needs besides.
X11_LIBRARIES: Dict[str, Tuple[str, str]] = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-glx.so.0": ("libxcb-glx0", "libxcb"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libx11"),
}
# What a window on Wayland needs besides.
WAYLAND_LIBRARIES: Dict[str, Tuple[str, str]] = {
    "libwayland-client.so.0": ("libwayland-client0", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "wayland"),
}
CHINESE_FONT_PACKAGES: Dict[str, str] = {
    "apt-get": "fonts-wqy-microhei",
    "dnf": "google-noto-sans-cjk-fonts",
    "zypper": "google-noto-sans-sc-fonts",
    "pacman": "wqy-microhei",
}
_CHINESE_FONT_FILES = ("cjk", "wqy", "droidsansfallback", "sourcehan", "hansans", "simsun", "uming", "msyh")
_IMPORTS_OF_THE_PROGRAM = (
    "PySide6",
    "cel_expr_python",
    "fastapi",
    "networkx",
    "pydantic",
    "sqlalchemy",
    "typer",
)


class Sentence(NamedTuple):
    """One sentence in both languages; `runtime.wording` cannot be imported this early."""

    zh: str
    en: str


class Finding(NamedTuple):
    """One thing that is missing.

    `blocks` tells whether nothing works without it; `package` is the package of this system that brings it,
    if one does.
    """

    subject: str
    why: Sentence
    command: Optional[str] = None
    package: Optional[str] = None
    blocks: bool = True

    def as_json(self) -> Dict[str, object]:
        """Give the finding as plain JSON values."""
        return {**self._asdict(), "why": self.why._asdict()}


def findings() -> Tuple[Finding, ...]:
    """List everything that is missing, what blocks first."""
    found = list(system_findings())
    found += environment_findings() + qt_findings()
    found += workspace_findings() + key_findings() + display_findings()
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def system_findings() -> Tuple[Finding, ...]:
    """List what the system itself lacks: Python, libraries, a Chinese font."""
    found = python_findings()
    if sys.platform.startswith("linux"):
        found += library_findings(QT_LIBRARIES, blocks=True)
        on_x11, on_wayland = (bool(os.environ.get(name)) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
        found += library_findings(X11_LIBRARIES, blocks=on_x11)
        if on_wayland:
            found += library_findings(WAYLAND_LIBRARIES, blocks=not on_x11)
        found += font_findings()
    return tuple(found)


def python_findings() -> List[Finding]:
    """Check the version of Python and that it can make an environment."""
    wanted = ".".join(map(str, OLDEST_PYTHON))
    if sys.version_info[:2] < OLDEST_PYTHON:
        here = "{}.{}".format(*sys.version_info[:2])
        why = Sentence(
            f"需要 Python {wanted} 或更新的版本，这里是 {here}。",
            f"Python {wanted} or newer is needed; this is {here}.",
        )
        return [Finding(f"python{wanted}", why, _install_command(["python3"]), "python3")]
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        why = Sentence("Python 缺少建立独立环境的部分。", "Python lacks the part that makes environments.")
        return [Finding(package, why, _install_command([package]), package)]
    return []


def library_findings(libraries: Dict[str, Tuple[str, str]], *, blocks: bool) -> List[Finding]:
    """Try to load each library; give one finding per missing package."""
    why = Sentence("Qt 画窗口和文字要用到它。", "Qt needs it to draw windows and text.")
    missing = {_package_of(library, names) for library, names in libraries.items() if not _loads(library)}
    return [
        Finding(package, why, _install_command([package]), package, blocks) for package in sorted(missing)
    ]


def font_findings() -> List[Finding]:
    """Check that some font has Chinese characters."""
    if has_chinese_font():
        return []
    why = Sentence("没有中文字体，中文会显示成方框。", "Without a Chinese font, Chinese text shows as boxes.")
    package = CHINESE_FONT_PACKAGES[installer() or "apt-get"]
    return [Finding(package, why, _install_command([package]), package, blocks=False)]


def environment_findings() -> List[Finding]:
    """Check that the environment has the packages the program imports."""
    code = (
        "import importlib.util, sys\n"
        "print(*(name for name in sys.argv[1:] if importlib.util.find_spec(name) is None))"
    )
    missing = _output([_interpreter(), "-c", code, *_IMPORTS_OF_THE_PROGRAM])
    if missing == "":
        return []
    names = missing or ", ".join(_IMPORTS_OF_THE_PROGRAM)
    why = Sentence(
        f"程序用到的 Python 包还缺：{names}。", f"Python packages of the program are missing: {names}."
    )
    return [Finding(".venv", why, "make setup")]


def qt_findings() -> List[Finding]:
    """Start Qt without a screen in a process of its own and say when it does not start."""
    if environment_findings():
        return []
    code = "from PySide6.QtWidgets import QApplication; QApplication([])"
    if _output([_interpreter(), "-c", code], dict(os.environ, QT_QPA_PLATFORM="offscreen")) is not None:
        return []
    why = Sentence(
        "Qt 启动不了，常是缺系统库；下面的命令会显示原因。",
        "Qt does not start, usually for want of a system library; the command shows why.",
    )
    return [Finding("PySide6", why, f'QT_QPA_PLATFORM=offscreen {_interpreter()} -c "{code}"')]


def workspace_findings() -> List[Finding]:
    """Check that the folder for scenarios can be written, or made."""
    folder = workspace_dir()
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if nearest.is_dir() and os.access(str(nearest), os.W_OK):
        return []
    why = Sentence(f"不能写入工作区 {folder}。", f"The workspace {folder} cannot be written.")
    return [Finding("workspace", why, f'sudo chown -R "$USER" "{nearest}"')]


def key_findings() -> List[Finding]:
    """Say that the keys of contacts' numbers lie in a plain file."""
    if not (workspace_dir() / "runtime" / "keys" / "numbers.json").exists():
        return []
    why = Sentence(
        "这台机器没有系统密钥环，号码的密钥放在没有加密的文件里。",
        "There is no keyring, so the keys of contacts' numbers are in a file that is not encrypted.",
    )
    return [Finding("keys", why, "XINLIU_PASSPHRASE=… xinliu keys move --to passphrase", blocks=False)]


def display_findings() -> List[Finding]:
    """Say that the editor has no screen; the command line works without one."""
    if has_display():
        return []
    why = Sentence(
        "没有显示器（DISPLAY、WAYLAND_DISPLAY），编辑器窗口打不开；命令行照常可用。",
        "There is no display (DISPLAY, WAYLAND_DISPLAY): the editor has no window; the command line works.",
    )
    return [Finding("display", why, "xvfb-run -a xinliu", blocks=False)]


def has_display() -> bool:
    """Tell whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def has_chinese_font() -> bool:
    """Ask fontconfig, or look through the font folders where it is not installed."""
    fontconfig = shutil.which("fc-list")
    if fontconfig:
        return bool(_output([fontconfig, ":lang=zh-cn", "family"]))
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    files = (
        path.name.lower() for folder in folders if folder.is_dir() for path in folder.rglob("*.[ot]t[cf]")
    )
    return any(part in name.replace("-", "") for name in files for part in _CHINESE_FONT_FILES)


def installer() -> Optional[str]:
    """Name the command that installs packages on this system, if it is one we know."""
    return next((name for name in CHINESE_FONT_PACKAGES if shutil.which(name)), None)


def workspace_dir() -> Path:
    """Give the folder in which the program keeps its data for this user."""
    if importlib.util.find_spec("platformdirs") is not None:
        import platformdirs

        return Path(platformdirs.user_data_dir("xinliu", appauthor=False))
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "xinliu"


def in_chinese() -> bool:
    """Tell whether the person at this machine reads Chinese."""
    chosen = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    spoken = next((value for value in chosen if value), None) or locale.getlocale()[0] or ""
    return spoken.lower().startswith(("zh", "chinese"))


def report(found: Sequence[Finding]) -> str:
    """Give the findings as text in the language of the machine."""
    zh = in_chinese()
    if not found:
        return "一切就绪。" if zh else "Nothing is missing."
    lines: List[str] = []
    for finding in found:
        kind = ("缺少", "missing") if finding.blocks else ("建议", "advised")
        lines.append(
            f"{kind[0] if zh else kind[1]}: {finding.subject}: {finding.why.zh if zh else finding.why.en}"
        )
        if finding.command and not finding.package:
            lines.append(f"    {finding.command}")
    packages = sorted({finding.package for finding in found if finding.package})
    if packages:
        lines.append("一条命令装好系统包：" if zh else "One command installs the system packages:")
        lines.append(f"    {_install_command(packages)}")
    return "\n".join(lines)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Print the findings; the status is 1 when one of them blocks."""
    parser = argparse.ArgumentParser(prog="doctor", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print a list of findings as JSON")
    parser.add_argument("--system", action="store_true", help="look only at Python, libraries and fonts")
    parser.add_argument(
        "--packages", action="store_true", help="print only the missing packages of this system"
    )
    chosen = parser.parse_args(arguments)
    found = system_findings() if chosen.system else findings()
    if chosen.json:
        print(json.dumps([finding.as_json() for finding in found], ensure_ascii=False, indent=2))
    elif chosen.packages:
        print("\n".join(sorted({finding.package for finding in found if finding.package})))
    else:
        print(report(found))
    return int(any(finding.blocks for finding in found))


def _install_command(packages: Sequence[str]) -> str:
    """Give the command that installs packages on this system."""
    sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    names = " ".join(f"'{name}'" if "(" in name else name for name in packages)
    tool = installer()
    if sys.platform == "darwin":
        return f"brew install {names}"
    if sys.platform == "win32":
        return "winget install Python.Python.3.11"
    if tool == "pacman":
        return f"{sudo}pacman -S --needed {names}"
    if tool in ("dnf", "zypper"):
        return f"{sudo}{tool} install {names}"
    return f"{sudo}apt-get install --no-install-recommends {names}"


def _package_of(library: str, names: Tuple[str, str]) -> str:
    """Name what to install for a library: RPM systems find a package by the library file itself."""
    tool = installer()
    if tool in ("dnf", "zypper"):
        return f"{library}()(64bit)"
    return names[1] if tool == "pacman" else names[0]


def _interpreter() -> str:
    """Give the Python that runs the program: this one inside an environment, else that of the checkout."""
    own = ROOT / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    return sys.executable if sys.prefix != sys.base_prefix or not own.exists() else str(own)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _output(command: Sequence[str], environment: Optional[Dict[str, str]] = None) -> Optional[str]:
    """Run a command and give what it prints, or None when it fails."""
    try:
        finished = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return finished.stdout.decode(errors="replace").strip()


if __name__ == "__main__":
    sys.exit(main())
