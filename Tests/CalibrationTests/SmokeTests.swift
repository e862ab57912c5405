import Testing

@testable import Calibration

@Suite struct SmokeTests {
  @Test func all() throws {
    let r = try EthCloses.returns()
    func show(_ f: ProcessFit) {
      print(f.estimator, f.logLikelihood, f.convergence, f.warnings, f.processParameters)
      for p in f.parameters {
        print("   ", p.name, p.value, p.standardError ?? 0, p.interval as Any)
      }
    }
    show(try ConstantVolatilityEstimator().fit(r))
    show(try StudentTEstimator().fit(r))
    show(try EwmaEstimator().fit(r))
    show(try MertonEstimator().fit(r))
    var g = GarchEstimator()
    do { show(try g.fit(r)) } catch { print(error) }
    g.persistence = .limited(to: 0.9999)
    show(try g.fit(r))
    g.persistence = .held(0.99999999)
    show(try g.fit(r))
    g.innovations = .normal
    g.persistence = .estimated
    show(try g.fit(r))
    let clock = ContinuousClock()
    g = GarchEstimator()
    g.persistence = .limited(to: 0.9999)
    var failures = 0
    var held = 0
    var previous: ProcessFit?
    var iterations = 0
    let t = clock.measure {
      for i in stride(from: 0, to: 2100, by: 1) {
        let w = try! ReturnSeries(Array(r.values[i..<i + 500]))
        do {
          let f = try g.fit(w, from: previous)
          previous = f
          iterations += f.convergence.iterations
          if f.warnings.contains(.persistenceHeld(at: 0.9999)) { held += 1 }
        } catch {
          failures += 1
          previous = nil
          if failures < 30 { print(i, error) }
        }
      }
    }
    print("windows", t, failures, held, iterations)
    let t2 = clock.measure {
      for i in 0..<100 {
        let w = try! ReturnSeries(Array(r.values[i * 20..<i * 20 + 500]))
        _ = try? g.fit(w)
      }
    }
    print("cold x100", t2)
    let t3 = clock.measure {
      for i in 0..<100 {
        let w = try! ReturnSeries(Array(r.values[i * 20..<i * 20 + 500]))
        do { _ = try MertonEstimator().fit(w) } catch { print("merton", i, error) }
      }
    }
    print("merton cold x100", t3)
    let t4 = clock.measure {
      for i in 0..<100 {
        let w = try! ReturnSeries(Array(r.values[i * 20..<i * 20 + 500]))
        do { _ = try StudentTEstimator().fit(w) } catch { print("t", i, error) }
      }
    }
    print("t cold x100", t4)
    let t5 = clock.measure {
      for i in 0..<100 {
        let w = try! ReturnSeries(Array(r.values[i * 20..<i * 20 + 500]))
        do { _ = try EwmaEstimator().fit(w) } catch { print("ewma", i, error) }
      }
    }
    print("ewma cold x100", t5)
  }
}
