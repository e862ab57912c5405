/// What was sold at a venue and still weighs on it: I = Σ I_c, each component fading at its own pace.
///
///     I_c(t + Δ) = I_c(t) 2^(−Δ / half-life);  a sale of q adds share × q to each
///
/// Volume impact with resilience: Alfonsi, Fruth, Schied (2010), doi 10.1080/14697680802595700.
package struct Displacement: Sendable, Hashable {
  /// At least one; their shares add up to 1.
  package let memory: [ExitMemory]
  private var parts: [Double]

  /// Nothing sold yet.
  package init(_ memory: [ExitMemory]) {
    precondition(!memory.isEmpty, "what is sold is forgotten somehow")
    self.memory = memory
    parts = memory.map { _ in 0 }
  }

  /// I, in tokens.
  package var tokens: Double { parts.reduce(0, +) }

  /// Adds a sale.
  package mutating func sell(_ amount: Double) {
    for (k, component) in memory.enumerated() { parts[k] += component.share * amount }
  }

  /// Lets sales fade for some time.
  package mutating func fade(over years: Double) {
    for (k, component) in memory.enumerated() { parts[k] *= component.remainder(after: years) }
  }
}
