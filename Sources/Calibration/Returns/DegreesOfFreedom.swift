/// Limits of ν in estimates and processes.
enum DegreesOfFreedom {
  /// The range of ν that `student-t` and `garch-t` take.
  static let ofProcesses = 3.0...1000.0

  /// ν as the maximiser looks for it, above the least with which the law exists.
  ///
  /// At 1,000 the law is the normal one for every history that there is.
  static func free(above least: Double) -> FreeNumber {
    FreeNumber(
      name: "degreesOfFreedom", transform: .above(least), limits: (least + 0.05)...1000)
  }

  static func reported(above least: Double) -> ReportedParameter {
    ReportedParameter(name: "degreesOfFreedom", unit: "none", scale: .above(least))
  }
}
