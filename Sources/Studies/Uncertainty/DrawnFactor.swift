public import LinearAlgebra
public import Processes

/// One factor whose parameters are drawn together.
///
///     z = R n,  R Rᵀ = correlation of the estimates,  n standard normal
public struct DrawnFactor: Sendable {
  /// The factor's name in the market.
  public let name: String
  /// Its index in `MarketPlan.factors`.
  public let index: Int
  /// In the order of the rows of their correlation; at least one.
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
