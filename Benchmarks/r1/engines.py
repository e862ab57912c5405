"""The engines of R1 and how one run of each is measured.

A further engine is one line of ENGINES, provided that it has the command line and the JSON of R1.md.
"""
import dataclasses
import json
import os
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# JAX runs whole chunks of paths; with this chunk every engine does the same number of paths.
JAX_CHUNK = 4000
ENVIRONMENT = {
    "R1_SPEC": os.path.join(HERE, "peers", "r1.txt"),
    # Each engine divides the paths among its own threads; the libraries below it must not.
    "MKL_THREADING_LAYER": "SEQUENTIAL", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
}


@dataclasses.dataclass(frozen=True)
class Engine:
    """`command` is formatted with `peers`, the directory made by setup_peers.sh, and `scripts`."""
    name: str
    label: str
    command: tuple
    module: str = ""                # the Python module that it needs
    single_threaded: bool = False

    def words(self, peers):
        return [word.format(peers=peers, scripts=os.path.join(HERE, "peers")) for word in self.command]

    def is_available(self, peers):
        program = self.words(peers)[0]
        if not os.access(program, os.X_OK):
            return False
        find = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)"
        return not self.module or subprocess.call([program, "-c", find, self.module]) == 0


def python(name, label, script, module, *options):
    return Engine(name, label, ("{peers}/venv/bin/python", "{scripts}/" + script) + options, module)


OURS = Engine("lst-risk", "**lst-risk**, f64 paths, f32 normals", (os.path.join(HERE, "run.sh"),))
JAX = ("--prng", "threefry2x32", "--chunk", str(JAX_CHUNK), "--dtype")
ENGINES = (
    OURS,
    python("numpy", "NumPy, f64", "r1_numpy.py", "numpy"),
    python("numpy-f32", "NumPy, f32", "r1_numpy.py", "numpy", "--dtype", "f32"),
    python("numba", "Numba, parallel, fastmath, f64", "r1_numba.py", "numba"),
    python("jax", "JAX, f64", "r1_jax.py", "jax", *JAX, "f64"),
    python("jax-f32", "JAX, f32", "r1_jax.py", "jax", *JAX, "f32"),
    Engine("quantlib", "QuantLib C++, multi-path generator, f64", ("{peers}/r1_quantlib",),
           single_threaded=True),
    Engine("cpp", "C++ -O3, path by path, mt19937_64, f64", ("{peers}/r1_cpp_naive",)),
    Engine("cpp-fast", "the same with -ffast-math", ("{peers}/r1_cpp_naive_fast",)),
    Engine("mkl", "C++ in blocks with MKL, f64", ("{peers}/r1_cpp_mkl_double", "--opt", "512")),
    Engine("mkl-f32", "C++ in blocks with MKL, f32", ("{peers}/r1_cpp_mkl_float", "--opt", "512")),
)


class Failure(Exception):
    pass


def run_ours(binary, paths, workers, seed):
    """One run of `lstrisk report`: times in seconds and memory are those of its whole process."""
    command = OURS.words("") + [str(paths), str(workers), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LSTRISK": binary})
    if done.returncode:
        raise Failure(done.stderr.strip() or "exit status %d" % done.returncode)
    result = json.loads(done.stdout)
    return {"wall": result["whole_seconds"], "cpu": result["process_cpu"],
            "process_cpu": result["process_cpu"], "peak_mb": result["peak_rss_mb"], "result": result}


def run_peer(engine, peers, paths, workers, seed):
    """One run of a peer. `wall`, `process_cpu` and `peak_mb` are those of the whole process, from its
    resource usage; `cpu` of a Python peer is its own count, which starts after imports and compilation."""
    command = engine.words(peers) + ["--n", str(paths), "--threads", str(workers), "--seed", str(seed)]
    with tempfile.TemporaryFile("w+") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True,
                                   env={**os.environ, **ENVIRONMENT})
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.stdout.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not output.strip():
            errors.seek(0)
            raise Failure((errors.read().strip() or "exit status %d" % process.returncode).splitlines()[-1])
    result = json.loads(output.splitlines()[-1])
    if result["n"] != paths:
        raise Failure("has done %d paths instead of %d" % (result["n"], paths))
    cpu = usage.ru_utime + usage.ru_stime
    return {"wall": wall, "cpu": result.get("cpu_seconds", cpu), "process_cpu": cpu,
            "peak_mb": usage.ru_maxrss / 1024, "result": result}
