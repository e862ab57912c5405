import Foundation
import Market
import VectorMath

/// Forms the marks of a block.
///
/// Log prices that several marks share are exponentiated once; what is left of an exponent, growth of an
/// exchange rate and a discount, is near 0 and costs little.
struct MarkFormation: ~Copyable {
  private let prices: PathBlock
  private let shared: [(source: Column, target: Column)]
  /// Bound once, so that a step looks nothing up.
  private let forms: [(Double) -> Void]

  /// - Parameters:
  ///   - targets: Mark columns, one per formula.
  ///   - states: State columns of the market.
  init(_ formulas: [MarkFormula], targets: [Column], states: [Column]) {
    var uses: [Int: Int] = [:]
    for formula in formulas {
      guard let first = formula.added.first else { continue }
      let isAlone = formula.added.count == 1 && formula.subtracted.isEmpty
      uses[first, default: 0] += isAlone ? 2 : 1
    }
    let columns = uses.filter { $0.value > 1 }.keys.sorted()
    prices = PathBlock(columnCount: columns.count)
    let views = prices.columns
    shared = zip(columns, views).map { (states[$0], $1) }
    var priceOf: [Int: Column] = [:]
    for (column, view) in zip(columns, views) { priceOf[column] = view }
    forms = zip(formulas, targets).map { formula, target in
      let price = formula.added.first.flatMap { priceOf[$0] }
      let mark = MarkColumns(
        formula: formula, target: target, price: price,
        added: formula.added.dropFirst(price == nil ? 0 : 1).map { states[$0] },
        subtracted: formula.subtracted.map { states[$0] },
        capped: formula.cap?.column.map { states[$0] })
      return { time in mark.form(time: time) }
    }
  }

  /// Writes every mark of every path at a time in years.
  func form(time: Double) {
    for (source, target) in shared {
      for v in 0..<PathBlock.vectorCount { target[v] = exponential(source[v]) }
    }
    for form in forms { form(time) }
  }
}

/// One mark formula with the columns that it reads and writes.
struct MarkColumns {
  let formula: MarkFormula
  let target: Column
  /// eˣ of the log price that the exponent begins with, if others use it too.
  let price: Column?
  /// The rest of the exponent.
  let added: [Column]
  let subtracted: [Column]
  /// ln(E/E₀) of a capped exchange rate.
  let capped: Column?

  func form(time: Double) {
    var factor = formula.constant
    if formula.drift != 0 { factor *= exp(formula.drift * time) }
    guard let cap = formula.cap else {
      form(factor: factor)
      return
    }
    let limit = cap.cap + cap.growth * time
    if let capped {
      factor *= cap.initialRate
      let growth = Vector(repeating: log(limit / cap.initialRate))
      form(factor: factor) { v in minimum(capped[v], growth) }
    } else {
      form(factor: factor * min(cap.initialRate, limit))
    }
  }

  private func form(factor: Double) {
    let scale = Vector(repeating: factor)
    switch (price, added.count, subtracted.count) {
    case (nil, 0, 0): target.fill(factor)
    case (let price?, 0, 0):
      for v in 0..<PathBlock.vectorCount { target[v] = scale * price[v] }
    case (let price?, 1, 1):
      let a = added[0]
      let b = subtracted[0]
      form(factor: factor, price: price) { a[$0] - b[$0] }
    default:
      form(factor: factor) { _ in .zero }
    }
  }

  /// The general case: any number of terms and one more of a path's own.
  private func form(factor: Double, _ own: (Int) -> Vector) {
    for v in 0..<PathBlock.vectorCount {
      var exponent = own(v)
      for column in added { exponent += column[v] }
      for column in subtracted { exponent -= column[v] }
      target[v] = exponent
    }
    let exponents = target
    if let price {
      form(factor: factor, price: price) { exponents[$0] }
    } else {
      let scale = Vector(repeating: factor)
      for v in 0..<PathBlock.vectorCount { target[v] = scale * exponential(exponents[v]) }
    }
  }

  /// factor × price × eˣ, x near 0 on most paths.
  @inline(__always)
  private func form(factor: Double, price: Column, _ exponent: (Int) -> Vector) {
    let scale = Vector(repeating: factor)
    let limit = Vector(repeating: 0x1p-4)
    for v in 0..<PathBlock.vectorCount {
      let x = exponent(v)
      let value = scale * price[v]
      let far = mask(limit, lessThan: absolute(x))
      target[v] = value * exponential(nearZero: x)
      if far != 0 { target[v] = blend(far, value * exponential(x), otherwise: target[v]) }
    }
  }
}
