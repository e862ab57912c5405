import TestSupport
import Testing
import VectorMath

/// `ascending` against the standard library's sort, to the bit.
@Suite struct RadixSortTests {
  enum Shape: CaseIterable, Sendable {
    case normals, equal, nearlyEqual, oneOutlier, negative, subnormal, tied, descending, wide, zeros

    func value(_ i: Int, _ generator: inout TestGenerator) -> Double {
      let u = generator.uniform()
      switch self {
      case .normals: return NormalDistribution.quantile(u)
      case .equal: return -3.25
      case .nearlyEqual: return 1e6 + 1e-6 * u
      // Leading bits tell the outlier from the rest and nothing else.
      case .oneOutlier: return i == 1_234 ? -1e300 : 1 + 1e-12 * u
      case .negative: return -1e9 * u
      case .subnormal: return (u - 0.5) * Double.leastNormalMagnitude
      case .tied: return (10 * u).rounded(.down)
      case .descending: return -Double(i)
      // Every exponent and both signs.
      case .wide:
        return Double(
          sign: generator.next() % 2 == 0 ? .plus : .minus,
          exponent: Int(generator.next() % 2_000) - 1_000, significand: 1 + u)
      case .zeros: return 0
      }
    }
  }

  /// Below 512 the standard library sorts; 30,000 is a tail.
  @Test(arguments: Shape.allCases, [0, 1, 511, 512, 513, 2_000, 30_000])
  func doublesAreSorted(_ shape: Shape, _ count: Int) {
    var generator = TestGenerator(seed: 31)
    let values = (0..<count).map { shape.value($0, &generator) }
    let isSame = ascending(values) == values.sorted()
    #expect(isSame)
  }

  @Test(arguments: Shape.allCases, [0, 511, 512, 30_000])
  func floatsAreSorted(_ shape: Shape, _ count: Int) {
    var generator = TestGenerator(seed: 32)
    let values = (0..<count).map { Float(shape.value($0, &generator)) }.filter(\.isFinite)
    let isSame = ascending(values) == values.sorted()
    #expect(isSame)
  }

  /// Path numbers: all 64 bits, few of them, and equal ones.
  @Test(arguments: [UInt64.max, 1 << 40, 1_000, 0]) func numbersAreSorted(_ mask: UInt64) {
    for count in [0, 1, 511, 512, 20_000] {
      var generator = TestGenerator(seed: 33)
      let values = (0..<count).map { _ in
        mask == .max ? generator.next() : mask == 0 ? 7 : generator.next() % mask
      }
      let isSame = ascending(values) == values.sorted()
      #expect(isSame)
    }
  }

  /// −0 comes before +0, whatever the number of values.
  @Test(arguments: [4, 600]) func negativeZeroComesFirst(_ count: Int) {
    let values = (0..<count).map { $0 % 2 == 0 ? 0.0 : -0.0 }
    let sorted = ascending(values)
    #expect(sorted.prefix(count / 2).allSatisfy { $0.sign == .minus })
    #expect(sorted.suffix(count / 2).allSatisfy { $0.sign == .plus })
    let single = ascending(values.map { Float($0) })
    #expect(single.prefix(count / 2).allSatisfy { $0.sign == .minus })
  }
}
