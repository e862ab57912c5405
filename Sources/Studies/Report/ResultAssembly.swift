import Passes
import RiskMeasures
import VectorMath

/// Turns the sums and tails of a run into its figures.
struct ResultAssembly {
  /// Figures by row, and the tails of the total and the books.
  struct Figures {
    let quantities: [QuantityFigures]
    let wideTails: [TailRow]
  }

  let plan: RunPlan
  let layout: RowLayout
  let initial: InitialValues

  init(_ plan: RunPlan) {
    self.plan = plan
    layout = RowLayout(plan.losses)
    initial = InitialValues(plan.losses)
  }

  func requireFinite(_ pass: MeasuredLosses) throws(RunFailure) {
    for row in 0..<layout.rowCount {
      guard pass.sums.sums[row].isFinite, pass.sums.squares[row].isFinite else {
        throw .notFinite(
          subject: name(layout.subject(ofRow: row)), quantity: layout.quantity(ofRow: row))
      }
    }
  }

  private func name(_ subject: Int) -> String {
    switch subject {
    case 0: "the total"
    case ..<layout.wideSubjectCount: "book \(plan.portfolio.books[subject - 1].name)"
    default: "account \(plan.portfolio.accounts[subject - layout.wideSubjectCount].id)"
    }
  }

  /// The figures, and the tails to attribute.
  ///
  /// - Throws: `SampleError.tailTooShort` if a tail does not reach what is asked of it.
  func tails(_ pass: MeasuredLosses, workers: Int) async throws(SampleError) -> (
    figures: Figures, sets: [TailSet]
  ) {
    let figures = try await figures(pass, workers: workers)
    return (figures, try tailSets(figures))
  }

  /// Figures of one row, with its tail if it is a wide one.
  private struct RowFigures: Sendable {
    let quantity: QuantityFigures
    let wideTail: TailRow?
  }

  /// Sorting the tails is most of the work: every worker takes rows of its own.
  ///
  private func figures(_ pass: MeasuredLosses, workers: Int) async throws(SampleError) -> Figures {
    let found = await withTaskGroup(of: [(Int, Result<RowFigures, SampleError>)].self) { group in
      for worker in 0..<workers {
        group.addTask {
          stride(from: worker, to: layout.rowCount, by: workers).map { row in
            (row, Result { () throws(SampleError) in try figures(row, pass) })
          }
        }
      }
      var found = [Result<RowFigures, SampleError>?](repeating: nil, count: layout.rowCount)
      for await part in group {
        for (row, figures) in part { found[row] = figures }
      }
      return found.compactMap(\.self)
    }
    var rows: [RowFigures] = []
    for row in found { rows.append(try row.get()) }
    return Figures(quantities: rows.map(\.quantity), wideTails: rows.compactMap(\.wideTail))
  }

  private func figures(_ row: Int, _ pass: MeasuredLosses) throws(SampleError) -> RowFigures {
    guard layout.keepsTail[row] else {
      return RowFigures(quantity: quantity(row, pass, []), wideTail: nil)
    }
    let tail = TailRow(pass.tails[row], paths: plan.paths.count)
    let sample = try tail.sample()
    var quantity = quantity(row, pass, try figures(sample))
    guard layout.isWide(row) else { return RowFigures(quantity: quantity, wideTail: nil) }
    quantity.exceedances = sample.exceedances(levels: plan.measurement.levels.map { Level($0) })
    return RowFigures(quantity: quantity, wideTail: tail)
  }

  private func figures(_ sample: TailSample) throws(SampleError) -> [TailFigures] {
    var result: [TailFigures] = []
    for level in plan.measurement.levels {
      result.append(
        TailFigures(
          level: level, valueAtRisk: try sample.valueAtRisk(level: Level(level)),
          expectedShortfall: try sample.expectedShortfall(level: Level(level))))
    }
    return result
  }

  private func quantity(_ row: Int, _ pass: MeasuredLosses, _ tails: [TailFigures])
    -> QuantityFigures
  {
    let moments = RowMoments(
      pass.sums, row: row, center: pass.centers[row], paths: plan.paths.count)
    var histogram: LossHistogram?
    if layout.isWide(row) {
      let bins = pass.counts.bins[row]
      histogram = LossHistogram(
        lowerEdge: pass.shapes[row].lower, binWidth: pass.shapes[row].width,
        counts: Array(bins[1..<bins.count - 1]), below: bins[0], above: bins[bins.count - 1])
    }
    return QuantityFigures(
      quantity: layout.quantity(ofRow: row), mean: moments.mean,
      standardDeviation: moments.standardDeviation, minimum: pass.counts.minimum[row],
      maximum: pass.counts.maximum[row],
      probabilityPositive: ProbabilityEstimate(
        successes: pass.counts.positive[row], trials: plan.paths.count),
      tails: tails, histogram: histogram)
  }

  /// Tails to attribute: every loss of the total and, unless it is the only one, of every book; none where
  /// accounts are not measured.
  ///
  /// - Throws: `SampleError.tailTooShort` if a tail does not reach the attribution level.
  private func tailSets(_ figures: Figures) throws(SampleError) -> [TailSet] {
    let level = Level(plan.measurement.attributionLevel)
    var sets: [TailSet] = []
    if !layout.measuresAccounts || plan.measurement.contributions == .none { return [] }
    for subject in 0..<(layout.isTotalOneBook ? 1 : layout.wideSubjectCount) {
      let isDesk = subject == 0 && layout.total.view == .desk
      for quantity in [LossQuantity.equityLoss, .badDebt] + (isDesk ? [.deskLoss] : []) {
        let tail = figures.wideTails[layout.row(subject: subject, quantity)]
        if let set = try TailSet(subject: subject, quantity, tail, level: level) {
          sets.append(set)
        }
      }
    }
    return sets
  }

  func result(_ pass: MeasuredLosses, _ figures: Figures, _ attribution: Attribution) -> RunResult {
    let subjects = (0..<layout.subjectCount).map { subject($0, pass.counts, figures) }
    let limits = plan.limits.map { LimitVerdict($0, subjects) }
    return RunResult(
      plan: plan, subjects: subjects, contributions: contributions(attribution),
      series: pass.observed.quantiles(plan.losses), convergence: convergence(figures),
      limits: limits,
      worstPaths: worstPaths(figures),
      bridgedAccounts: plan.measurement.monitoring == .bridge
        ? BridgeVariance.byAccount(plan.losses).count : 0)
  }

  private func subject(_ k: Int, _ counts: RowCounts, _ figures: Figures) -> SubjectResult {
    let kind: SubjectResult.Kind
    let label: String
    var book: String?
    let view: SubjectView
    let liquidations: [Int]
    let steps = 0..<plan.paths.grid.stepCount
    if k < layout.wideSubjectCount {
      kind = k == 0 ? .total : .book
      label = k == 0 ? "total" : plan.portfolio.books[k - 1].name
      view = k == 0 ? layout.total.view : SubjectView(plan.portfolio.books[k - 1].view)
      liquidations = steps.map { counts.bookLiquidations[$0 * layout.wideSubjectCount + k] }
    } else {
      let account = k - layout.wideSubjectCount
      kind = .account
      label = plan.portfolio.accounts[account].id
      let owner = plan.portfolio.books[plan.portfolio.accounts[account].book]
      book = owner.name
      view = SubjectView(owner.view)
      // Where accounts are only counted there is one count for the whole horizon.
      liquidations = (layout.measuresAccounts ? steps : 0..<1).map {
        counts.accountLiquidations[$0 * layout.accountCount + account]
      }
    }
    let values = members(k).map { initial.accounts[$0] }
    let debt = values.reduce(0) { $0 + $1.debt }
    let health = values.map(\.healthFactor).min() ?? .infinity
    return SubjectResult(
      kind: kind, name: label, book: book, view: view,
      collateralValue: values.reduce(0) { $0 + $1.collateral }, debtValue: debt,
      exposure: view == .borrower ? Self.equity(values) : debt,
      deskExposure: view == .desk ? deskExposure : nil, healthFactor: health,
      distanceToLiquidation: health == .infinity ? 1 : health > 0 ? 1 - 1 / health : nil,
      quantities: k < layout.wideSubjectCount || layout.measuresAccounts
        ? layout.rows(ofSubject: k).map { figures.quantities[$0] } : [],
      liquidation: ProbabilityEstimate(
        successes: liquidations.reduce(0, +), trials: plan.paths.count),
      firstLiquidations: kind == .account && !layout.measuresAccounts ? [] : liquidations)
  }

  /// Indices of the accounts of a subject, in the order of the portfolio.
  private func members(_ k: Int) -> [Int] {
    if k >= layout.wideSubjectCount { return [k - layout.wideSubjectCount] }
    return accounts { k == 0 ? layout.total.isAdded[$0] : $0 == k - 1 }
  }

  /// Indices of the accounts whose books are chosen, in the order of the portfolio.
  private func accounts(ofBooks isChosen: (Int) -> Bool) -> [Int] {
    plan.portfolio.accounts.indices.filter { isChosen(plan.portfolio.accounts[$0].book) }
  }

  /// Σ max(0, C(0) − D(0)) of accounts, in the numeraire.
  private static func equity(_ values: [InitialValues.OfAccount]) -> Double {
    values.reduce(0) { $0 + max(0, $1.collateral - $1.debt) }
  }

  /// What the desk has at stake: the equity of own books and the debt of lent ones.
  private var deskExposure: SubjectResult.DeskExposure {
    func values(_ quantity: LossQuantity) -> [InitialValues.OfAccount] {
      accounts { layout.total.adds(quantity, ofBook: $0) }.map { initial.accounts[$0] }
    }
    return SubjectResult.DeskExposure(
      ownEquity: Self.equity(values(.equityLoss)),
      lentDebt: values(.badDebt).reduce(0) { $0 + $1.debt })
  }

  private func contributions(_ attribution: Attribution) -> [ContributionResult] {
    let legs = LegNames(plan.portfolio)
    let results = zip(attribution.sets, attribution.sums).map { set, sums in
      func part(_ name: String, _ sum: AttributionSum) -> ContributionResult.Part {
        .init(
          name: name,
          contribution: set.contribution(
            sum: sum.value, squares: sum.squares, boundary: sum.boundary))
      }
      let accounts =
        accounts {
          set.subject == 0
            ? layout.total.adds(set.quantity, ofBook: $0) : $0 == set.subject - 1
        }
        .map { part(plan.portfolio.accounts[$0].id, sums.accounts[$0]) }
      let tokens = legs.names.indices.map { part(legs.names[$0], sums.legs[$0]) }
        .filter { $0.contribution.value != 0 || $0.contribution.standardError != 0 }
      return ContributionResult(
        subject: set.subject == 0 ? "total" : plan.portfolio.books[set.subject - 1].name,
        quantity: set.quantity, level: set.level.value, expectedShortfall: set.expectedShortfall,
        tailPaths: set.paths.count, accounts: Self.ranked(accounts), tokens: Self.ranked(tokens))
    }
    // A single book is the total, except that it has no desk loss.
    guard layout.isTotalOneBook else { return results }
    return results
      + results.filter { $0.quantity != .deskLoss }
      .map { $0.renamed(plan.portfolio.books[0].name) }
  }

  /// Descending; equal contributions keep the order of the documents.
  private static func ranked(_ parts: [ContributionResult.Part]) -> [ContributionResult.Part] {
    parts.enumerated()
      .sorted { a, b in
        (b.element.contribution.value, a.offset) < (a.element.contribution.value, b.offset)
      }
      .map(\.element)
  }

  private func worstPaths(_ figures: Figures) -> [TailPath] {
    let tail = figures.wideTails[layout.row(subject: 0, layout.total.view.quantity)]
    let limit = 1_000
    let sorted = VectorMath.ascending(tail.losses)
    let least = sorted.count > limit ? sorted[sorted.count - limit] : -.infinity
    var paths: [TailPath] = []
    for (loss, path) in zip(tail.losses, tail.pathNumbers) where loss >= least {
      paths.append(TailPath(loss: loss, path: Int(path)))
    }
    return Array(paths.sorted { ($1.loss, $0.path) < ($0.loss, $1.path) }.prefix(limit))
  }

  /// The total's tail over the first 1/64, 1/32, ... of the blocks, where they reach every level, and over
  /// all paths.
  private func convergence(_ figures: Figures) -> [ConvergencePoint] {
    let tail = figures.wideTails[layout.row(subject: 0, layout.total.view.quantity)]
    var points: [ConvergencePoint] = []
    for (cut, count) in BlockGrid(paths: plan.paths.count).convergenceCuts.enumerated() {
      do throws(SampleError) {
        let sample = try tail.sample(ofFirst: count, cut: cut)
        points.append(ConvergencePoint(paths: count, tails: try self.figures(sample)))
      } catch {
        // So few paths do not reach the highest level; the curve starts later.
        continue
      }
    }
    let whole = figures.quantities[layout.row(subject: 0, layout.total.view.quantity)].tails
    return points + [ConvergencePoint(paths: plan.paths.count, tails: whole)]
  }
}
