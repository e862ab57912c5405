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
    guard let entries = GivenCorrelations(definition, shocks: shocks, known: known, errors: &errors)
    else { return nil }
    let matrix = entries.matrix
    if entries.areZero {
      factor = nil
      repair = nil
      return
    }
    do throws(NumericalFailure) {
      let nearest: NearestCorrelation?
      (factor, nearest) = try Self.factor(matrix, repairs: definition.repairs)
      repair = nearest.map {
        CorrelationRepair(from: matrix, to: $0, names: shocks, pairs: entries.pairs)
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
