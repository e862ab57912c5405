import Workloads

// KernelLoop NAME ITERATIONS repeats one kernel, synchronously and on one thread, so that an
// instruction counter sees the kernel alone. Without arguments: names, elements per iteration, units.
let arguments = CommandLine.arguments.dropFirst()
if arguments.isEmpty {
  for kernel in Kernel.all where kernel.isCounted {
    print("\(kernel.name),\(kernel.elementCount),\(kernel.unit)")
  }
} else if let name = arguments.first, arguments.count == 2,
  let kernel = Kernel.all.first(where: { $0.name == name }),
  let iterations = arguments.last.flatMap({ Int($0) }), iterations >= 0
{
  let run = kernel.prepare()
  for _ in 0..<iterations { run() }
} else {
  fatalError("usage: KernelLoop [NAME ITERATIONS]; without arguments it lists the names")
}
