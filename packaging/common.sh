# What the scripts in this folder share: where things are, and the tools at their pinned versions.
# shellcheck shell=bash disable=SC2034 # The variables are for those that read this file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target=${1:-$(rustc -vV | sed -n 's/^host: //p')}
dist=target/packages
parts=target/packaging/$target
binary=target/$target/dist/vsdlint
case $target in *-windows-*) binary+=.exe ;; esac
mkdir -p "$dist" "$parts"
# What is built lies where these scripts look for it, whatever the caller has set.
export CARGO_TARGET_DIR=$PWD/target

# Puts tools from Python on the path, at the versions in these files. Usage: python_tools FILE...
python_tools() {
  local venv=target/packaging/venv python file
  python=$(command -v python3 || command -v python)
  PATH=$PWD/$venv/bin:$PWD/$venv/Scripts:$PATH
  for file in "$@"; do
    if ! cmp -s "packaging/$file" "$venv/$file"; then
      "$python" -m venv "$venv"
      python -m pip install --quiet --disable-pip-version-check --requirement "packaging/$file"
      cp "packaging/$file" "$venv/$file"
    fi
  done
}
