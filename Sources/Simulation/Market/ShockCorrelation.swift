import Diagnostics
import LinearAlgebra

/// The checked correlation matrix of the correlated shocks, factored.
struct ShockCorrelation {
  /// F with F Fᵀ = R; `nil` if R is the identity.
  let factor: Matrix?
  /// What a repair moved; `nil` without one.
  let repair: CorrelationRepair?

  /// - Parameters:
  ///   - definition: Pairs by name; both triangles may be given if they agree.
  ///   - shocks: Names that may be correlated.
  ///   - known: Names of all factors, to tell «unknown» from «has no correlated shock».
  /// - Returns: `nil` if there was an error.
  init?(
    _ definition: CorrelationDefinition, shocks: [String], known: [String],
    errors: inout [InputError]
  ) {
    let before = errors.count
    var index: [String: Int] = [:]
    for (i, name) in shocks.enumerated() { index[name] = i }
    var matrix = Matrix.identity(shocks.count)
    var given: [Int: Double] = [:]
    var pairs: [(Int, Int)] = []
    for pair in definition.pairs {
      guard let i = Self.find(pair.first, index, known, pair.location, &errors),
        let j = Self.find(pair.second, index, known, pair.location, &errors)
      else { continue }
      let words = "the correlation of \(pair.first) and \(pair.second)"
      guard pair.value >= -1 && pair.value <= 1 else {
        errors.append(
          InputError(
            "\(words) is \(pair.value); it must be between -1 and 1", at: pair.location,
            hint: "correlations are fractions"))
        continue
      }
      if i == j {
        if pair.value != 1 {
          errors.append(
            InputError(
              "\(words) is \(pair.value); the diagonal must be 1", at: pair.location,
              hint:
                "a shock is perfectly correlated with itself; put volatilities into the processes"))
        }
        continue
      }
      if let mirrored = given[j * shocks.count + i], mirrored != pair.value {
        errors.append(
          InputError(
            "\(words) is \(pair.value) here and \(mirrored) the other way round; the matrix must be symmetric",
            at: pair.location, hint: "write the same value on both sides of the diagonal"))
        continue
      }
      if let earlier = given[i * shocks.count + j], earlier != pair.value {
        errors.append(
          InputError(
            "\(words) is given twice, as \(earlier) and \(pair.value)", at: pair.location,
            hint: "remove one of the two"))
        continue
      }
      given[i * shocks.count + j] = pair.value
      pairs.append((i, j))
      matrix[i, j] = pair.value
      matrix[j, i] = pair.value
    }
    if errors.count > before { return nil }
    if given.values.allSatisfy({ $0 == 0 }) {
      factor = nil
      repair = nil
      return
    }
    do throws(NumericalFailure) {
      let nearest: NearestCorrelation?
      (factor, nearest) = try Self.factor(matrix, repairs: definition.repairs)
      repair = nearest.map {
        CorrelationRepair(from: matrix, to: $0, names: shocks, pairs: pairs)
      }
    } catch {
      switch error {
      case .notPositiveSemidefinite(let smallest):
        errors.append(
          InputError(
            "the correlation matrix of \(shocks.count) shocks is not positive semidefinite: its smallest eigenvalue is \(NumberWords.short(smallest))",
            at: definition.location,
            hint:
              "correct the entries, or write `repair: true` to use the nearest correlation matrix (Higham 2002)"
          ))
      case .notConverged(let iterations, let residual):
        errors.append(
          InputError(
            "the nearest correlation matrix was not found in \(iterations) iterations (residual \(residual))",
            at: definition.location, hint: "correct the entries of the matrix"))
      }
      return nil
    }
  }

  enum NumericalFailure: Error {
    case notPositiveSemidefinite(smallestEigenvalue: Double)
    case notConverged(iterations: Int, residual: Double)
  }

  private static func find(
    _ name: String, _ index: [String: Int], _ known: [String], _ location: SourceLocation,
    _ errors: inout [InputError]
  ) -> Int? {
    if let i = index[name] { return i }
    let near = nearestName(to: name, among: Array(index.keys).sorted())
    errors.append(
      known.contains(name)
        ? InputError(
          "correlation names '\(name)', a factor without a correlated shock", at: location,
          hint: "correlate the factor that it reads instead, or leave it out")
        : InputError(
          "correlation names the unknown factor '\(name)'", at: location,
          hint: near.map { "did you mean '\($0)'?" } ?? "declare it under factors"))
    return nil
  }
}

extension ShockCorrelation {
  /// F with F Fᵀ = the matrix: Cholesky where it is positive definite, pivoted where it is only
  /// semidefinite, and of the nearest correlation matrix where it is neither and repair is asked for.
  private static func factor(
    _ matrix: Matrix, repairs: Bool
  ) throws(NumericalFailure) -> (Matrix, NearestCorrelation?) {
    let verdict = try definiteness(matrix)
    if case .positiveDefinite = verdict {
      return (try factor(definite: matrix), nil)
    }
    if case .semidefinite = verdict {
      return (try factor(semidefinite: matrix), nil)
    }
    guard repairs else {
      throw .notPositiveSemidefinite(smallestEigenvalue: verdict.smallestEigenvalue ?? .nan)
    }
    do {
      let nearest = try NearestCorrelation(of: matrix)
      return (try factor(semidefinite: nearest.matrix), nearest)
    } catch let failure as NearestCorrelation.Failure {
      switch failure {
      case .notConverged(let iterations, let residual):
        throw .notConverged(iterations: iterations, residual: residual)
      case .eigenvalues:
        throw .notConverged(iterations: 0, residual: .infinity)
      }
    } catch {
      throw .notConverged(iterations: 0, residual: .infinity)
    }
  }

  private static func definiteness(_ matrix: Matrix) throws(NumericalFailure) -> Definiteness {
    do {
      return try Definiteness(of: matrix)
    } catch {
      throw .notConverged(iterations: 0, residual: .infinity)
    }
  }

  private static func factor(definite matrix: Matrix) throws(NumericalFailure) -> Matrix {
    do {
      return try Cholesky(of: matrix).factor
    } catch {
      return try factor(semidefinite: matrix)
    }
  }

  private static func factor(semidefinite matrix: Matrix) throws(NumericalFailure) -> Matrix {
    do {
      return try PivotedCholesky(of: matrix).factor
    } catch {
      switch error {
      case .indefinite(let distance): throw .notPositiveSemidefinite(smallestEigenvalue: -distance)
      }
    }
  }
}
