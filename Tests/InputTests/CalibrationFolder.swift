import Foundation

/// A small calibration: a mapping document, a market to start from, and one history.
enum CalibrationFolder {
  static let mapping = """
    asOf: 2024-06-30
    market: market.yaml
    series:
      eth: {file: eth.csv, value: close, quantity: price, unit: USD}
      apr: {file: eth.csv, value: apr, quantity: rate, unit: fraction}
      usage: {file: eth.csv, value: usage, quantity: share, unit: fraction}
    factors:
      eth: {estimator: student-t, series: eth}
      usage: {estimator: utilisation, series: usage}
    tokens:
      ETH: {price: eth}

    """

  static let market = """
    asOf: 2023-01-01
    factors:
      eth: {process: student-t, scale: 0.02, degreesOfFreedom: 4}
      usage:
        process: utilisation
        initial: 0.85
        mean: 0.84
        speed: 12
        volatility: 1.8
        jumpRate: 2
        jumpSize: 0.4
      peg: {process: stablecoin-peg, speed: 50, volatility: 0.001, prior: true}
    tokens:
      ETH: {price: 3000, factor: eth}

    """

  /// Days from 2024-01-01 on: 182 to the end of June.
  static let dayCount = 182

  /// Student t with 4 degrees of freedom by its quantile function, of a golden-ratio sequence.
  ///
  /// Reference: Shaw (2006), doi:10.21314/JCF.2006.150.
  private static func heavyTailed(_ i: Int) -> Double {
    let u = (Double(i * i) * 0.6180339887498949 + 0.3).truncatingRemainder(dividingBy: 1)
    let a = 4 * u * (1 - u)
    let q = 4 / a.squareRoot() * cos(acos(a.squareRoot()) / 3)
    return (u < 0.5 ? -1 : 1) * max(q - 4, 0).squareRoot()
  }

  /// One row a day: date, close, apr, usage.
  static var rows: [[String]] {
    var logPrice = 8.0
    return (0..<dayCount).map { i in
      let month = [31, 29, 31, 30, 31, 30]
      var (m, d) = (0, i)
      while d >= month[m] {
        d -= month[m]
        m += 1
      }
      let date = String(format: "2024-%02d-%02d", m + 1, d + 1)
      logPrice += 0.02 * heavyTailed(i)
      let wave = sin(Double(i) * 1.7) + sin(Double(i) * 0.37) + cos(Double(i * i) * 0.1)
      return [
        date, String(format: "%.2f", exp(logPrice)), String(format: "%.4f", 0.03 + 0.002 * wave),
        String(format: "%.4f", 0.8 + 0.03 * wave),
      ]
    }
  }

  static func table(_ rows: [[String]]) -> String {
    "date,close,apr,usage\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// The files of a folder with other texts in place of some.
  static func files(_ other: [String: String] = [:]) -> [String: [UInt8]] {
    ["mapping.yaml": mapping, "market.yaml": market, "eth.csv": table(rows)]
      .merging(other) { $1 }.mapValues { Array($0.utf8) }
  }
}
