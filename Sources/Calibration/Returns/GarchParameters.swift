import LinearAlgebra

/// The parameters (μ, ω, α, β) or (μ, ω, α, β, ν) of GARCH(1,1) from free numbers.
///
///     p = α + β in (0, 1),  a = α / p in (0, 1)
///
/// so that α and β stay positive with a sum below 1. p and ν may be held.
struct GarchParameters: ParameterMap {
  /// p where it is held.
  let persistence: Double?
  /// ν where it is held.
  let degreesOfFreedom: Double?
  let isStudentT: Bool
  let freeNumbers: [FreeNumber]

  static let persistenceName = "alpha + beta"

  /// - Parameters:
  ///   - limit: Largest p that is looked for, below 1.
  ///   - variance: Squared log returns that are 1 in the kernel.
  init(
    isStudentT: Bool, degreesOfFreedom: Double?, persistence: Double?, limit: Double,
    variance: Double
  ) {
    self.isStudentT = isStudentT
    self.degreesOfFreedom = degreesOfFreedom
    self.persistence = persistence
    var numbers: [FreeNumber] = [
      .location,
      FreeNumber(name: "omega", transform: .above(0), limits: 1e-8...1e3, factor: variance),
      FreeNumber(
        name: "alpha / (alpha + beta)", transform: .between(0, 1), limits: 1e-4...0.9999),
    ]
    if persistence == nil {
      numbers.append(
        FreeNumber(name: Self.persistenceName, transform: .between(0, 1), limits: 1e-3...limit))
    }
    if isStudentT && degreesOfFreedom == nil {
      numbers.append(DegreesOfFreedom.free(above: 2))
    }
    freeNumbers = numbers
  }

  var parameterCount: Int { isStudentT ? 5 : 4 }

  func parameters(_ free: [Double]) -> [Double] {
    let a = freeNumbers[2].transform.value(free[2])
    let p = persistence ?? freeNumbers[3].transform.value(free[3])
    let start = [free[0], freeNumbers[1].transform.value(free[1]), p * a, p * (1 - a)]
    guard isStudentT else { return start }
    let last = free.count - 1
    return start + [degreesOfFreedom ?? freeNumbers[last].transform.value(free[last])]
  }

  func jacobian(_ free: [Double]) -> Matrix {
    let slopes = free.indices.map { freeNumbers[$0].transform.slope(free[$0]) }
    let a = freeNumbers[2].transform.value(free[2])
    let p = persistence ?? freeNumbers[3].transform.value(free[3])
    var result = Matrix(rows: parameterCount, columns: free.count)
    result[0, 0] = 1
    result[1, 1] = slopes[1]
    result[2, 2] = p * slopes[2]
    result[3, 2] = -p * slopes[2]
    if persistence == nil {
      result[2, 3] = a * slopes[3]
      result[3, 3] = (1 - a) * slopes[3]
    }
    if isStudentT && degreesOfFreedom == nil {
      result[4, free.count - 1] = slopes[free.count - 1]
    }
    return result
  }

  func freeValues(_ parameters: [Double]) -> [Double] {
    let p = parameters[2] + parameters[3]
    var values = [parameters[0], parameters[1], parameters[2] / p]
    if persistence == nil { values.append(p) }
    if isStudentT && degreesOfFreedom == nil { values.append(parameters[4]) }
    return zip(freeNumbers, values).map { $0.transform.inverse($1) }
  }
}
