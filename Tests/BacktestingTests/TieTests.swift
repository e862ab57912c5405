import Calibration
import RiskMeasures
import Testing

@testable import Backtesting

/// Ties, second branches and substitutes of backtests.
@Suite struct TieTests {
  private let losses = (1...200).map { Double($0) }

  private func horizon(_ realised: Double?) throws -> ForecastDay.Horizon {
    try ForecastDay.Horizon(losses: losses, realised: realised, levels: [0.9, 0.95])
  }

  /// VaR is the loss that is not exceeded: of 1 ... 200 at 95 % it is 190, and 190 is no exceedance.
  @Test func valueAtRiskItselfIsNotExceeded() throws {
    let equal = try horizon(190)
    #expect(equal.valueAtRisk == [180, 190])
    #expect(equal.isExceeded(level: 1) == false && equal.isExceeded(level: 0) == true)
    #expect(try horizon(190.0.nextUp).isExceeded(level: 1) == true)
    #expect(try horizon(nil).isExceeded(level: 1) == nil)
  }

  /// Twice as likely losses: what the law exceeds with a probability of p the doubled law exceeds
  /// with 2 p. The worst 4 % of 200 begin above 192, and so do the worst 8 % of the doubled law.
  @Test func doubledTailIsTwiceAsLikely() throws {
    let law = TailLaw(try horizon(nil), level: 0)
    let doubled = DoubledTail(law: law)
    #expect(law.upperQuantile(0.04) == 192)
    #expect(doubled.upperQuantile(0.08) == 192)
    #expect(law.upperTail(192) == 0.04 && doubled.upperTail(192) == 0.08)
    #expect(doubled.upperTail(-1) <= 1)
  }

  /// A red zone fails a model, whatever its tests say; a yellow one does not.
  @Test func redZoneFailsAlone() {
    func figures(_ zone: TrafficLight.Zone) -> LevelFigures {
      LevelFigures(
        level: 0.99, days: 250, exceedances: 10, tests: [], missingShortfallTest: nil, zone: zone,
        zoneProbabilities: [])
    }
    #expect(figures(.red).isFailed)
    #expect(!figures(.yellow).isFailed && !figures(.green).isFailed)
  }

  /// 40 returns are too few for GARCH, which needs 100, and for its substitute, which needs 50: what
  /// is told is why the model itself gave nothing.
  @Test func firstRefusalIsTold() throws {
    let model = try #require(ForecastModelCatalog.model(named: "garch-t"))
    var fit = RollingFit(model)
    let found = try fit.fit(ReturnSeries(BacktestCase.returns(count: 40, seed: 3)))
    #expect(found.estimator == "ewma-0.94")
    #expect(found.refusal == CalibrationError.tooShort(count: 40, needed: 100).description)
  }
}
