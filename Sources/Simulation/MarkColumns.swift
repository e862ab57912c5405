import Foundation
import Market
import VectorMath

/// One mark formula with the columns that it reads and writes.
struct MarkColumns {
  let formula: MarkFormula
  let target: Column
  let added: [Column]
  let subtracted: [Column]
  /// ln(E/E₀) of a capped exchange rate.
  let capped: Column?

  /// Writes the mark of every path at a time in years.
  func form(time: Double) {
    let drift = Vector(repeating: formula.drift * time)
    let constant = Vector(repeating: formula.constant)
    if let cap = formula.cap, capped == nil {
      let rate = Vector(repeating: min(cap.initialRate, cap.cap + cap.growth * time))
      for v in 0..<PathBlock.vectorCount {
        target[v] = constant * rate * exponential(exponent(v, drift))
      }
      return
    }
    if let capped, let cap = formula.cap {
      let limit = Vector(repeating: log(cap.cap + cap.growth * time))
      let initial = Vector(repeating: log(cap.initialRate))
      for v in 0..<PathBlock.vectorCount {
        let rate = minimum(initial + capped[v], limit)
        target[v] = constant * exponential(exponent(v, drift) + rate)
      }
      return
    }
    switch (added.count, subtracted.count) {
    case (0, 0): target.fill(formula.constant * exp(formula.drift * time))
    case (1, 0):
      let a = added[0]
      for v in 0..<PathBlock.vectorCount { target[v] = constant * exponential(drift + a[v]) }
    case (2, 1):
      let a = added[0]
      let b = added[1]
      let c = subtracted[0]
      for v in 0..<PathBlock.vectorCount {
        target[v] = constant * exponential(drift + a[v] + b[v] - c[v])
      }
    default:
      for v in 0..<PathBlock.vectorCount {
        target[v] = constant * exponential(exponent(v, drift))
      }
    }
  }

  @inline(__always)
  private func exponent(_ v: Int, _ start: Vector) -> Vector {
    var sum = start
    for column in added { sum += column[v] }
    for column in subtracted { sum -= column[v] }
    return sum
  }
}
