#!/bin/sh
# Makes everything ready to run: system libraries (as root on Debian and its like), .venv, the locked packages.
# Runs again at no cost when nothing changed. Ends with 3 when the system lacks something it may not install.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install_packages() {
    say "Installing $*"
    # A failure is not the end: what is then still missing decides.
    { apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; } </dev/null ||
        say "apt-get could not install them."
}

# Prints the first Python that is new enough and really starts.
find_python() {
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

if ! python=$(find_python); then
    if may_install; then
        install_packages python3 python3-venv
    fi
    if ! python=$(find_python); then
        python3 app/doctor.py --system 2>/dev/null || {
            say "missing: python3.11: Python 3.11 or newer is needed."
            say "    sudo apt-get install --no-install-recommends python3 python3-venv"
            say "    (macOS: brew install python@3.11)"
        }
        exit 3
    fi
fi

packages=$("$python" app/doctor.py --system --packages) || true
if [ -n "$packages" ] && may_install; then
    # shellcheck disable=SC2086 # one word per package
    install_packages $packages
fi
if ! report=$("$python" app/doctor.py --system); then
    say "$report"
    say "Then run make again."
    exit 3
fi

if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
    say "Making .venv with $python"
    "$python" -m venv --clear .venv
fi
pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@" </dev/null; }
say "Installing the locked packages"
pip install --require-hashes -r requirements.lock
# The build tool is one of them, so that nothing unlocked is fetched here.
pip install --no-deps --no-build-isolation --editable .
if ! report=$(.venv/bin/python app/doctor.py); then
    say "$report"
    exit 3
fi
