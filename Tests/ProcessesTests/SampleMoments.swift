import Testing

/// Mean and variance of a sample with their standard errors, and its higher standardised moments.
struct SampleMoments {
  let count: Double
  let mean: Double
  let variance: Double
  let skewness: Double
  let excessKurtosis: Double

  init(_ values: [Double]) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    var second = 0.0
    var third = 0.0
    var fourth = 0.0
    for x in values {
      let d = x - mean
      second += d * d
      third += d * d * d
      fourth += d * d * d * d
    }
    count = n
    self.mean = mean
    variance = second / n
    skewness = third / n / (variance * variance.squareRoot())
    excessKurtosis = variance == 0 ? 0 : fourth / n / (variance * variance) - 3
  }

  var meanError: Double { (variance / count).squareRoot() }
  var varianceError: Double { variance * ((excessKurtosis + 2) / count).squareRoot() }
}

/// Expects a sample's mean, and its variance where given, within 4 standard errors.
func expectMoments(
  _ values: [Double], mean: Double, variance: Double? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let sample = SampleMoments(values)
  let rounding = 1e-12 * (1 + abs(mean))
  #expect(
    abs(sample.mean - mean) <= 4 * sample.meanError + rounding,
    "mean \(sample.mean), expected \(mean), standard error \(sample.meanError)",
    sourceLocation: sourceLocation)
  if let variance {
    #expect(
      abs(sample.variance - variance) <= 4 * sample.varianceError + rounding,
      "variance \(sample.variance), expected \(variance), standard error \(sample.varianceError)",
      sourceLocation: sourceLocation)
  }
}
