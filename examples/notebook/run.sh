#!/bin/sh
# Makes a virtual environment beside this file, once, with what the notebook needs, and runs it.
set -eu
cd "$(dirname "$0")"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
exec .venv/bin/python notebook.py
