#!/bin/bash
# setup_peers.sh DIR [--only NAME]...: installs and builds the peers of R1 in DIR, on Debian, for this machine's CPU.
#   NAME: numpy, numba, jax, quantlib, cpp, mkl; without --only all of them.
# Missing Debian packages are installed if apt-get may be used (as root). A peer that cannot be had is
# reported and left out; exit status 1 if none is there.
set -uo pipefail
peers=$(cd "$(dirname "$0")/peers" && pwd)
python=${PYTHON:-python3}
cxx=${CXX:-g++}
optimised="-O3 -march=native -std=c++17 -pthread"
all="numpy numba jax quantlib cpp mkl"

usage() { sed -n '2,5s/^# *//p' "$0" >&2; exit 64; }
[ $# -ge 1 ] && [ "${1#-}" = "$1" ] || usage
out=$1 chosen=
shift
while [ $# -gt 0 ]; do
  [ "$1" = --only ] && [ $# -ge 2 ] && [[ " $all " == *" $2 "* ]] || usage
  chosen="$chosen $2"
  shift 2
done
mkdir -p "$out" && out=$(cd "$out" && pwd) || exit 73

debian() {  # debian PACKAGE...: makes sure that the packages are installed
  local package missing=()
  for package; do
    dpkg-query -W -f='${Status}' "$package" 2> /dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" != 0 ]; then
    echo "missing: apt-get install ${missing[*]}"
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"
}

compiler() { command -v "$cxx" || debian g++; }

environment() {  # environment DIR PACKAGE...: a virtual environment of Python with the packages
  local venv=$1
  shift
  if [ ! -x "$venv/bin/pip" ]; then
    "$python" -c 'import ensurepip' || debian python3-venv || return
    "$python" -m venv "$venv" || return
  fi
  "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"
}

numpy() { environment "$out/venv" numpy; }
numba() { environment "$out/venv" numpy numba && "$out/venv/bin/python" -c 'import numba'; }
jax() { environment "$out/venv" numpy jax && "$out/venv/bin/python" -c 'import jax'; }

quantlib() {
  compiler && debian libquantlib0-dev libboost-dev &&
    "$cxx" $optimised "$peers/r1_quantlib.cpp" -o "$out/r1_quantlib" -lQuantLib
}

cpp() {
  compiler && "$cxx" $optimised "$peers/r1_cpp_naive.cpp" -o "$out/r1_cpp_naive" &&
    "$cxx" $optimised -ffast-math "$peers/r1_cpp_naive.cpp" -o "$out/r1_cpp_naive_fast"
}

mkl() {
  local venv=$out/venv-mkl library real
  compiler && environment "$venv" mkl-devel || return
  library=$(basename "$(find "$venv/lib" -maxdepth 1 -name 'libmkl_rt.so.*' | head -n 1)")
  for real in double float; do
    "$cxx" $optimised -ffast-math -DREAL=$real -I"$venv/include" "$peers/r1_cpp_mkl.cpp" \
      -o "$out/r1_cpp_mkl_$real" -L"$venv/lib" -l:"$library" -Wl,-rpath,"$venv/lib" || return
  done
}

ready=0
for name in ${chosen:-$all}; do
  if "$name" > "$out/$name.log" 2>&1; then
    echo "$name: ready"
    ready=$((ready + 1))
  else
    echo "$name: left out; $(tail -n 1 "$out/$name.log") ($out/$name.log)"
  fi
done
{
  "$cxx" --version | head -n 1
  dpkg-query -W -f='QuantLib==${Version}\n' libquantlib0-dev
  for venv in "$out"/venv*; do "$venv/bin/pip" list --format=freeze --disable-pip-version-check; done |
    grep -E '^(numpy|numba|jax|jaxlib|mkl)=='
} > "$out/versions.txt" 2> /dev/null
[ $ready -gt 0 ]
