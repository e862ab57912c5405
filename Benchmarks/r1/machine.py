"""What a measurement was made on and with."""
import os
import platform
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# Widest first: the class of a machine is the first of its CPU's flags.
VECTOR_FLAGS = (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("sse2", "SSE2"), ("asimd", "NEON"))


def cpu():
    """Model and vector instructions, from /proc/cpuinfo."""
    fields = {}
    with open("/proc/cpuinfo") as file:
        for line in file:
            name, _, value = line.partition(":")
            fields.setdefault(name.strip().lower(), value.strip())
    flags = (fields.get("flags") or fields.get("features") or "").split()
    vectors = next((label for flag, label in VECTOR_FLAGS if flag in flags), "no known vector flags")
    return "%s, %d cores, %s" % (
        fields.get("model name", platform.machine()), len(os.sched_getaffinity(0)), vectors)


def revision(binary):
    """The short hash of the checked-out revision that `binary` was built from, with + after local changes;
    empty if it lies elsewhere or there is no repository."""
    if not os.path.realpath(binary).startswith(os.path.realpath(ROOT) + os.sep):
        return ""
    def git(*words):
        done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""
    changed = git("status", "--porcelain", "--untracked-files=no")
    return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def peer_versions(peers):
    """What setup_peers.sh has noted about its compiler, packages and libraries."""
    path = os.path.join(peers, "versions.txt")
    if not os.path.exists(path):
        return []
    with open(path) as file:
        return [line.strip().replace("==", " ") for line in file if line.strip()]


def built_binary():
    """Builds the engine for this machine and returns the path of its program."""
    build = ["swift", "build", "-c", "release", "--package-path", ROOT, "--product", "lstrisk"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run(build + ["--show-bin-path"], check=True, capture_output=True, text=True)
    return os.path.join(shown.stdout.strip(), "lstrisk")
