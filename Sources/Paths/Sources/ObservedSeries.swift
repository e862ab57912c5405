import Foundation

/// A series whose quantiles by day the report shows.
public struct ObservedSeries: Sendable, Hashable {
  /// The column behind a series.
  public enum Source: Sendable, Hashable {
    /// A mark column, in the numeraire; multiplied by `scale`.
    case mark(Int)
    /// d = 1 − exp(−x) of a log-discount column.
    case discount(Int)
    /// A state column as it is.
    case state(Int)
  }
  /// For example `ETH price` or `wstETH discount`.
  public let name: String
  /// For example `USD`, `fraction`, `per year`, `days`.
  public let unit: String
  /// Where its values are read on every path.
  public let source: Source

  /// A series by the words that label it.
  public init(name: String, unit: String, source: Source) {
    self.name = name
    self.unit = unit
    self.source = source
  }
}

extension ObservedSeries {
  /// The series where its column has a value; never decreasing, so that quantiles map onto quantiles.
  package func value(_ x: Double) -> Double {
    switch source {
    case .discount: -expm1(-x)
    case .mark, .state: x
    }
  }
}
