# What the scripts in this folder share: where things are, and the tools at their pinned versions.
# shellcheck shell=bash disable=SC2034 # The variables are for those that read this file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target=${1:-$(rustc -vV | sed -n 's/^host: //p')}
dist=target/dist
parts=target/packaging/$target
binary=target/$target/release/vsdlint
case $target in *-windows-*) binary+=.exe ;; esac
mkdir -p "$dist" "$parts"

# Puts maturin and zig on the path.
python_tools() {
  local venv=target/packaging/venv
  if ! cmp -s packaging/requirements.txt "$venv/installed.txt"; then
    "$(command -v python3 || command -v python)" -m venv --clear "$venv"
    PATH=$PWD/$venv/bin:$PWD/$venv/Scripts:$PATH python -m pip install --quiet --requirement packaging/requirements.txt
    cp packaging/requirements.txt "$venv/installed.txt"
  fi
  PATH=$PWD/$venv/bin:$PWD/$venv/Scripts:$PATH
}
