public import LinearAlgebra
public import Processes

/// Parameters that are drawn from their estimated law, anew for every batch of paths.
public struct ParameterUncertainty: Sendable {
  /// Number of batches, at least 2: consecutive blocks of the run's paths.
  public let batches: Int
  /// Factors with estimated parameters, in the order of the market.
  public let factors: [DrawnFactor]

  public init(batches: Int, factors: [DrawnFactor]) {
    precondition(batches >= 2, "a variance between batches needs at least two")
    self.batches = batches
    self.factors = factors
  }

  /// Fewest paths of a batch beyond a level for which the share of the parameters is told: ten of each of
  /// its halves.
  public static let leastTailPaths = 20

  /// Whether batches are large enough for a level.
  public static func reaches(_ level: Double, paths: Int, batches: Int) -> Bool {
    Double(paths / batches) * (1 - level) >= Double(leastTailPaths) * (1 - 1e-9)
  }
}

/// A parameter with the error of its estimate.
public struct DrawnParameter: Sendable, Hashable {
  /// The process's name of the parameter.
  public let name: String
  /// The estimate, inside the range of its scale.
  public let value: Double
  /// In the unit of the value; positive.
  public let standardError: Double
  /// What the law of the estimate is normal on.
  public let scale: ParameterScale

  public init(name: String, value: Double, standardError: Double, scale: ParameterScale) {
    precondition(standardError > 0, "a parameter that is drawn has a standard error")
    precondition(scale.inverse(value).isFinite, "an estimate lies inside the range of its scale")
    self.name = name
    self.value = value
    self.standardError = standardError
    self.scale = scale
  }

  /// The parameter so many standard errors from its estimate, by the delta method on its scale:
  /// g(g⁻¹(x̂) + z s / g'(g⁻¹(x̂))).
  func value(at z: Double) -> Double {
    let w = scale.inverse(value)
    return scale.value(w + z * standardError / scale.slope(w))
  }
}

/// One factor whose parameters are drawn together.
///
///     z = R n,  R Rᵀ = correlation of the estimates,  n standard normal
public struct DrawnFactor: Sendable {
  /// The factor's name in the market.
  public let name: String
  /// Its index in `MarketPlan.factors`.
  public let index: Int
  public let parameters: [DrawnParameter]
  /// R, `[parameters × parameters]`.
  let root: Matrix
  /// The process with given values of the parameters; `nil` if they lie outside what it takes.
  let process: @Sendable ([String: Double]) -> (any StochasticProcess)?

  /// Why no parameters can be drawn.
  public enum Failure: Error, Sendable, Hashable {
    case notPositiveSemidefinite(smallestEigenvalue: Double)
  }

  /// - Parameters:
  ///   - correlation: Of the estimates, symmetric with a unit diagonal, in the order of `parameters`;
  ///     singular where estimates hang together. Digits that were rounded away may leave eigenvalues a
  ///     little below 0, which count as 0.
  ///   - process: Makes the factor's own kind of process; `nil` for values that it refuses.
  public init(
    name: String, index: Int, parameters: [DrawnParameter], correlation: Matrix,
    process: @escaping @Sendable ([String: Double]) -> (any StochasticProcess)?
  ) throws(Failure) {
    precondition(
      correlation.isSquare && correlation.rowCount == parameters.count && !parameters.isEmpty,
      "a correlation has a row for each parameter")
    self.name = name
    self.index = index
    self.parameters = parameters
    self.process = process
    root = try Self.root(of: correlation)
  }

  /// V √max(λ, 0) with rows of length 1.
  private static func root(of correlation: Matrix) throws(Failure) -> Matrix {
    let eigen: SymmetricEigen
    do {
      eigen = try SymmetricEigen(of: correlation)
    } catch {
      throw .notPositiveSemidefinite(smallestEigenvalue: .nan)
    }
    let n = correlation.rowCount
    // Four digits move an eigenvalue by at most n × 5e-5 (Gershgorin).
    guard eigen.values[0] >= -1e-3 * Double(n) else {
      throw .notPositiveSemidefinite(smallestEigenvalue: eigen.values[0])
    }
    var root = eigen.vectors * Matrix.diagonal(eigen.values.map { max(0, $0).squareRoot() })
    for i in 0..<n {
      let length = (0..<n).reduce(0) { $0 + root[i, $1] * root[i, $1] }.squareRoot()
      for j in 0..<n { root[i, j] /= length }
    }
    return root
  }

  /// The parameters at independent standard normals, by name.
  func values(at normals: [Double]) -> [String: Double] {
    let z = root * normals
    return Dictionary(
      uniqueKeysWithValues: parameters.indices.map {
        (parameters[$0].name, parameters[$0].value(at: z[$0]))
      })
  }
}
