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
  /// Forms one mark after another, bound once so that a step looks nothing up.
  private let formAll: (Double) -> Void

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
    // One closure that calls the next: a loop over an array would retain each at every step.
    var formAll: (Double) -> Void = { _ in }
    for (formula, target) in zip(formulas, targets) {
      if formula.isConstant {
        target.fill(formula.constant)
        continue
      }
      let price = formula.added.first.flatMap { priceOf[$0] }
      let mark = MarkColumns(
        formula: formula, target: target, price: price,
        added: formula.added.dropFirst(price == nil ? 0 : 1).map { states[$0] },
        subtracted: formula.subtracted.map { states[$0] },
        capped: formula.cap?.column.map { states[$0] })
      let earlier = formAll
      formAll = { time in
        earlier(time)
        mark.form(time: time)
      }
    }
    self.formAll = formAll
  }

  /// Writes every mark of every path at a time in years.
  func form(time: Double) {
    for (source, target) in shared {
      for v in 0..<PathBlock.vectorCount { target[v] = exponential(source[v]) }
    }
    formAll(time)
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
    guard let capped else {
      form(factor: factor * min(cap.initialRate, limit))
      return
    }
    let growth = Vector(repeating: log(limit / cap.initialRate))
    for v in 0..<PathBlock.vectorCount { target[v] = minimum(capped[v], growth) }
    addTerms()
    raise(factor: factor * cap.initialRate)
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
      var farthest = Vector.zero
      for v in 0..<PathBlock.vectorCount {
        let x = a[v] - b[v]
        farthest = maximum(farthest, absolute(x))
        target[v] = scale * price[v] * exponential(nearZero: x)
      }
      if mask(Self.nearLimit, lessThan: farthest) != 0 {
        for v in 0..<PathBlock.vectorCount {
          correct(scale * price[v], exponent: a[v] - b[v], at: v)
        }
      }
    default:
      target.fill(0)
      addTerms()
      raise(factor: factor)
    }
  }

  /// Adds the terms to the exponents that stand in the target.
  private func addTerms() {
    for column in added { target.add(column) }
    for column in subtracted { target.subtract(column) }
  }

  /// Puts factor × price × eˣ in the place of the exponents x.
  private func raise(factor: Double) {
    let scale = Vector(repeating: factor)
    if let price {
      for v in 0..<PathBlock.vectorCount { put(scale * price[v], exponent: target[v], at: v) }
    } else {
      for v in 0..<PathBlock.vectorCount { target[v] = scale * exponential(target[v]) }
    }
  }

  /// value × eˣ, x near 0 on most paths.
  @inline(__always)
  private func put(_ value: Vector, exponent x: Vector, at v: Int) {
    target[v] = value * exponential(nearZero: x)
    correct(value, exponent: x, at: v)
  }

  /// Replaces value × eˣ where x is too far from 0 for `exponential(nearZero:)`.
  @inline(__always)
  private func correct(_ value: Vector, exponent x: Vector, at v: Int) {
    let far = mask(Self.nearLimit, lessThan: absolute(x))
    if far != 0 { target[v] = blend(far, value * exponential(x), otherwise: target[v]) }
  }

  private static var nearLimit: Vector { Vector(repeating: 0x1p-4) }
}

extension MarkFormula {
  /// Whether the mark is the same at all times on all paths.
  var isConstant: Bool { added.isEmpty && subtracted.isEmpty && drift == 0 && cap == nil }
}
