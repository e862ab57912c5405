import Diagnostics
import Testing

import struct Diagnostics.SourceLocation

@Suite struct UsualRangeTests {
  private let place = SourceLocation(file: "market.yaml", line: 3, column: 9)

  private func message(_ x: Double, _ usual: UsualRange) -> String? {
    usual.warning(of: x, "x", at: place)?.message
  }

  /// Each sentence worked out by hand: 80 % is 0.8, √365 = 19.105, 3 / 365 = 0.0082, −ln 0.9994 = 0.00060018.
  @Test func namesTheSlipAndTheRightValue() {
    let cases: [(Double, UsualRange, String)] = [
      (80, .priceVolatility, "x is 80, which is 8,000 % a year; write 0.8 for 80 %"),
      (
        6_000, .priceVolatility,
        "x is 6000, which is 600,000 % a year; write 0.6 for 6000 basis points"
      ),
      (0.04, .priceVolatility, "x is 0.04, which is 4 % a year; write 0.764 for 4 % a day"),
      (
        8e17, .priceVolatility,
        "x is 8e17, which is 8e19 % a year; write 0.8 for an integer of 18 decimals"
      ),
      (3, .dailyScale, "x is 3, which is 300 % a day; write 0.03 for 3 %"),
      (0.8, .dailyScale, "x is 0.8, which is 80 % a day; write 0.0419 for 80 % a year"),
      (
        0.9994, .logDiscount,
        "x is 0.9994, which is 63 % below redemption; write 0.0006 for a ratio of 0.9994"
      ),
      (0.01, .level, "x is 0.01; levels are confidences: write 0.99 for the worst 1 %"),
      (
        1.05, .bonus, "x is 1.05; it is what a liquidator gets on top, 0.05; Aave writes 10500"
      ),
      (
        107.5, .bonus,
        "x is 107.5; it is what a liquidator gets on top, 0.075; Aave writes 10750"
      ),
      (3 / 365.0, .eventRate, "x is 0.00821917808219178; write 3 for 0.00821917808219178 a day"),
      (
        2e18, .dollars,
        "x is 2e18; write 2 for an integer of 18 decimals"
      ),
      (1_116, .days(0, 120), "x is 1116; write 46.5 for 1116 hours"),
      (
        1e11, .ether(5e6, 1.3e8),
        "x is 1e11; write 33300000 for 1e11 US dollars"
      ),
    ]
    for (x, usual, sentence) in cases { #expect(message(x, usual) == sentence) }
  }

  /// Thousands are grouped where digits stand, not where an exponent does; signs are no digits.
  @Test func numbersInWords() {
    let cases: [(Double, String)] = [
      (80, "8,000 %"), (-80, "-8,000 %"), (6_000, "600,000 %"), (9.99, "999 %"), (0.0123, "1.23 %"),
      (6.4e7, "6.4e9 %"), (-6.4e7, "-6.4e9 %"), (8e17, "8e19 %"), (10_000, "1,000,000 %"),
    ]
    for (x, words) in cases { #expect(NumberWords.percent(x) == words) }
    let plain: [(Double, String)] = [
      (2e12, "2e12"), (-2e12, "-2e12"), (-5e9, "-5e9"), (-10_500, "-10500"), (-0.8, "-0.8"),
      (-1e21, "-1e21"), (0, "0"),
    ]
    for (x, words) in plain { #expect(NumberWords.plain(x) == words) }
  }

  /// 40 % on top is neither per cent nor a factor of anything usual.
  @Test func saysWhatIsUsualWhereNoSlipIsFound() {
    #expect(message(-3, .yearlyRate) == "x is -3, which is -300 % a year; 0.001 to 0.5 is usual")
  }

  /// 0 is no slip of anything, and nothing was meant to be 0 but the logarithm of a ratio of 1.
  @Test func zeroIsNoRemedy() {
    #expect(UsualRange.level.remedy(0) == nil)
    #expect(UsualRange.level.remedy(1) == nil)
    #expect(UsualRange.logPeg.remedy(1) == "write 0 for a ratio of 1")
  }

  @Test func zeroSwitchesOff() {
    #expect(message(0, .priceVolatility) == nil)
    #expect(message(0, .bonus) == nil)
  }

  /// A ratio of two prices may move less than any price does.
  @Test func lowEndsAreOfFreePrices() {
    #expect(UsualRange.dailyScale.warning(of: 0.0012, "x", at: place) != nil)
    #expect(UsualRange.dailyScale.warning(of: 0.0012, "x", at: place, ofFreePrice: false) == nil)
    #expect(UsualRange.dailyScale.warning(of: 3, "x", at: place, ofFreePrice: false) != nil)
  }

  /// What was meant and what was written are inverse to each other.
  @Test func slipsAreUndone() {
    let slips: [Slip] = [
      .percent, .fractionOfPercent, .basisPoints, .decimals(6), .decimals(18), .perDay,
      .dailyVolatility, .dailyPercent, .yearlyVolatility, .yearlyPercent, .ratio, .growth,
      .inverse, .otherTail, .complement, .onTop, .onTopPercent, .onTopBasisPoints,
      .onTopDecimals(18), .sign, .hours, .seconds, .days, .millions, .validators,
      .perDayOfEpochs, .dollars(3_000), .ether(3_000),
    ]
    for slip in slips {
      let back = slip.meant(by: slip.written(for: 0.05))
      #expect(abs(back - 0.05) < 1e-12, "\(slip)")
    }
  }

  @Test func numbersReadAsTheyAreWritten() {
    #expect(NumberWords.plain(1e21) == "1e21")
    #expect(NumberWords.plain(2e12) == "2e12")
    #expect(NumberWords.plain(-123_456_789_012) == "-123456789012")
    #expect(NumberWords.plain(3.25e9) == "3.25e9")
    #expect(NumberWords.plain(10_500) == "10500")
    #expect(NumberWords.plain(3.3e24) == "3.3e24")
    #expect(NumberWords.short(0.000_600_18) == "0.0006")
    #expect(NumberWords.short(1.1892282 * 3_000, digits: 10) == "3567.6846")
    #expect(NumberWords.percent(80) == "8,000 %")
    #expect(NumberWords.percent(1_234_567) == "123,000,000 %")
    #expect(NumberWords.percent(-0.055) == "-5.5 %")
  }

  /// The remedy stands in the error too, in place of the parameter's summary.
  @Test func errorsNameTheSlip() {
    let error = UsualRange.share(0.01, 0.9).refusal(
      of: 85, "x", found: "85", allowed: .fraction, at: place, hint: "summary")
    #expect(error.message == "x is 85; it must be between 0 and 1")
    #expect(error.hint == "write 0.85 for 85 %")
    let unknown = UsualRange.share(0.01, 0.9).refusal(
      of: -3, "x", found: "-3", allowed: .fraction, at: place, hint: "summary")
    #expect(unknown.hint == "summary")
  }
}
