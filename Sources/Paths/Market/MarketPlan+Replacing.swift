public import Processes

extension MarketPlan {
  /// The same market with other processes in the place of some factors'.
  ///
  /// What marks and other factors read stays in its columns; state of its own gets new ones. The first
  /// shock stays in its column too, so that dependence and random numbers are those of this market.
  ///
  /// - Parameter processes: By index of the factor; each writes every quantity that the factor's old
  ///   process wrote for others to read, and reads nothing.
  /// - Precondition: A process has at most one shock, and where it has one so had the old process.
  public func replacing(_ processes: [Int: any StochasticProcess]) -> MarketPlan {
    var columnCount = columnCount
    let factors = factors.enumerated().map { i, old in
      guard let process = processes[i] else { return old }
      let new = old.replacing(process, nextColumn: columnCount)
      columnCount = max(columnCount, (new.outputs.max() ?? 0) + 1)
      return new
    }
    return replacing(factors: factors, columnCount: columnCount)
  }

  /// The same market with other parameters of some processes.
  ///
  /// - Parameter processes: By index of the factor; each of the kind that it replaces.
  package func withParameters(of processes: [Int: any StochasticProcess]) -> MarketPlan {
    let factors = factors.enumerated().map { i, old -> FactorPlan in
      guard let process = processes[i] else { return old }
      precondition(
        type(of: process) == type(of: old.process) && process.shocks.count == old.shocks.count,
        "other parameters change neither the kind of a process nor its shocks")
      return FactorPlan(
        name: old.name, process: process, outputs: old.outputs, inputs: old.inputs,
        shocks: old.shocks)
    }
    return replacing(factors: factors, columnCount: columnCount)
  }
}

extension FactorPlan {
  /// Degrees of freedom of the Student-t numbers that the process asks for.
  var degreesOfFreedom: [Double] {
    process.shocks.compactMap { if case .studentT(let nu) = $0.law { nu } else { nil } }
  }

  fileprivate func replacing(_ new: any StochasticProcess, nextColumn: Int) -> FactorPlan {
    precondition(type(of: new).inputs.isEmpty, "a process that takes a place reads no other")
    precondition(
      new.shocks.count <= min(1, shocks.count), "a process that takes a place has its shock alone")
    let known = type(of: process).outputs
    var next = nextColumn
    let outputs = type(of: new).outputs.map { output in
      let place = known.firstIndex {
        $0.quantity == output.quantity && $0.name == output.name && output.quantity != .hidden
      }
      if let place { return self.outputs[place] }
      next += 1
      return next - 1
    }
    for (column, output) in zip(self.outputs, known) where output.quantity != .hidden {
      precondition(outputs.contains(column), "\(name) no longer writes its \(output.name)")
    }
    return FactorPlan(
      name: name, process: new, outputs: outputs, inputs: [],
      shocks: Array(shocks.prefix(new.shocks.count)))
  }
}
