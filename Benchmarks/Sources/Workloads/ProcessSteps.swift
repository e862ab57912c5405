import Processes

extension Kernel {
  /// Daily steps of every process of the catalogue, from its initial state.
  static let processSteps = ProcessCatalog.all.map { type in
    Kernel(
      "process-\(type.name)", unit: "path-steps", elementCount: ProcessHistory.pathStepCount
    ) {
      let history = ProcessHistory(of: type)
      return { history.run() }
    }
  }
}
