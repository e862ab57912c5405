import Passes

/// The variables in which a scheduler tells a task of an array job which one it is.
struct ArrayScheduler {
  let name: String
  /// The task's number.
  let index: String
  /// The first task's number; `nil` for 0.
  var first: String?
  /// From one number to the next; `nil` for 1.
  var step: String?
  /// The number of tasks, if the scheduler says it.
  var count: String?
  /// The last task's number, if the scheduler says that instead.
  var last: String?

  /// One line a scheduler.
  static let all: [ArrayScheduler] = [
    ArrayScheduler(
      name: "Slurm", index: "SLURM_ARRAY_TASK_ID", first: "SLURM_ARRAY_TASK_MIN",
      step: "SLURM_ARRAY_TASK_STEP", count: "SLURM_ARRAY_TASK_COUNT"),
    ArrayScheduler(name: "Kubernetes", index: "JOB_COMPLETION_INDEX"),
    ArrayScheduler(
      name: "AWS Batch", index: "AWS_BATCH_JOB_ARRAY_INDEX", count: "AWS_BATCH_JOB_ARRAY_SIZE"),
    ArrayScheduler(name: "PBS", index: "PBS_ARRAY_INDEX"),
    ArrayScheduler(
      name: "Grid Engine", index: "SGE_TASK_ID", first: "SGE_TASK_FIRST",
      step: "SGE_TASK_STEPSIZE", last: "SGE_TASK_LAST"),
  ]

  /// The shard that a task is.
  ///
  /// - Parameter given: The number of shards from the command line.
  /// - Returns: `nil` outside an array job of this scheduler.
  /// - Throws: `UsageError` if the variables do not say it.
  func shard(in environment: [String: String], count given: Int?) throws(UsageError) -> Shard? {
    // Grid Engine says `undefined` outside an array.
    guard let text = environment[index], text != "undefined" else { return nil }
    func number(_ variable: String?, default missing: Int) throws(UsageError) -> Int {
      guard let variable, let text = environment[variable], text != "undefined" else {
        return missing
      }
      guard let number = Int(text) else {
        throw UsageError("\(variable) is '\(text)', which is no number of a task")
      }
      return number
    }
    guard let task = Int(text) else {
      throw UsageError("\(index) is '\(text)', which is no number of a task")
    }
    let start = try number(first, default: 0)
    let stride = max(1, try number(step, default: 1))
    let end = try number(last, default: -1)
    let stated = end >= start ? (end - start) / stride + 1 : try number(count, default: 0)
    guard let count = given ?? (stated > 0 ? stated : nil) else {
      throw UsageError(
        "\(name) does not say how many tasks the array has; write --shard auto/N")
    }
    let place = (task - start) / stride
    guard (0..<count).contains(place) else {
      throw UsageError("\(index) is \(task), which is none of \(count) shards")
    }
    return Shard(index: place, count: count)
  }
}
