package import Exits
import Lending
public import VectorMath

/// Runs every account of a portfolio through its protocol's rules, for one block of paths.
///
/// At each step end whole groups of accounts are compared with a bound that needs their marks alone;
/// only on paths where the weakest account of a group may be below 1 are its accounts worked out, eight
/// at a time, and only those below 1 are taken apart. The bound is exact: it never skips a liquidation.
/// Accounts that a liquidation leaves with something are followed path by path from then on. It reads
/// mark columns and nothing else, so that history and scenarios run through the same code as the
/// simulation.
///
/// Every account belongs to one set, which finds it when it is below 1: to a group, to a ladder, or to those that
/// are watched between steps. Rooms: `Groups`, `Ladders` and `Bridge` are the sets, `Positions` closes what
/// groups and bridge find, `Outcomes` says what became of all.
public struct AccountBook: ~Copyable {
  /// The accounts of `groups` and `bridged`, and what was counted of all.
  var seated: SeatedAccounts
  var groups: GroupSet
  var bridged: BridgedSet
  let ladders: LadderTable
  private let acting: ActingAccounts
  /// Who may fall below 1 inside the step at hand.
  private var reached: ReachedAccounts
  /// Where health falls below 1 inside the step last looked into.
  package private(set) var falls = InsideFalls()
  /// For steps of which nobody reads the flows.
  private var unread = StepFlows()

  /// Compiles a portfolio against a worker's mark columns.
  ///
  /// - Parameter stepCount: Step ends at which the accounts are checked.
  public init(
    _ portfolio: BookedAccounts, on marks: MarkView, stepCount: Int,
    following detail: FollowedDetail = .outcomes
  ) {
    let accounts = portfolio.accounts
    let rules = LiquidationRules(portfolio.adapters, accounts: accounts)
    let found =
      detail == .counts
      ? AccountLadder.ladders(
        of: accounts, bookCount: portfolio.bookCount, closingAdapters: rules.closesAccounts,
        except: portfolio.single)
      : []
    ladders = LadderTable(
      found, accounts: accounts, bookCount: portfolio.bookCount, bonuses: rules.closingBonus,
      on: marks)
    seated = SeatedAccounts(
      portfolio, except: Set(found.flatMap(\.accounts)), rules: rules, on: marks,
      stepCount: stepCount, following: detail)
    groups = GroupSet(seated.table)
    bridged = BridgedSet(portfolio, initialMarks: marks.initial)
    acting = ActingAccounts(portfolio)
    reached = ReachedAccounts(ladderCount: ladders.layouts.count)
  }

  /// Puts every account at time 0, for the next block; the counts of liquidations go on.
  ///
  /// - Parameter pathCount: Paths that count; the rest of the block is padding and never liquidated.
  public mutating func restart(pathCount: Int = PathBlock.pathCount) {
    precondition(pathCount >= 0 && pathCount <= PathBlock.pathCount, "more paths than a block has")
    seated.restart(pathCount: pathCount)
    groups.restart(pathCount: pathCount, seated)
    bridged.restart(pathCount: pathCount, seated)
    ladders.restart(pathCount: pathCount, seated)
  }

  /// Checks every account at the end of a step, at the marks that stand now.
  ///
  /// - Parameters:
  ///   - step: Index of the step, from 0.
  ///   - uniforms: Fills a column with the uniform draw of so many; only asked for bridged accounts.
  public mutating func check(step: Int, uniforms: (Column, Int) -> Void = { _, _ in }) {
    bridged.draw(uniforms)
    acting.act(step: step, &seated)
    Self.check(
      onlyReached: endsAtReached, &reached, step: step, &seated, bridged, &groups, ladders,
      into: &unread)
  }

  /// Whether nobody else than those found inside the step can be below 1 at its end.
  private var endsAtReached: Bool { reached.isSearched && acting.isEmpty }

  /// Static, so that a book can pass its own `unread` beside its sets.
  private static func check(
    onlyReached: Bool, _ reached: inout ReachedAccounts, step: Int,
    _ seated: inout SeatedAccounts, _ bridged: BridgedSet, _ groups: inout GroupSet,
    _ ladders: borrowing LadderTable, into flows: inout StepFlows
  ) {
    reached.isSearched = false
    if onlyReached {
      seated.checkEnd(reached, step: step, into: &flows)
    } else {
      let open = seated.positions.count
      bridged.check(step: step, &seated, into: &flows)
      groups.check(step: step, &seated, into: &flows)
      seated.checkOpen(first: open, step: step, into: &flows)
    }
    ladders.check(step: step, &seated, into: &flows)
  }
}

extension AccountBook: LendingMarket {
  /// Lets borrowers act, then checks every account: `check` with flows that somebody may read.
  package mutating func firstRound(
    step: Int, uniforms: (Column, Int) -> Void, into flows: inout StepFlows
  ) {
    bridged.draw(uniforms)
    acting.act(step: step, &seated)
    Self.check(
      onlyReached: endsAtReached, &reached, step: step, &seated, bridged, &groups, ladders,
      into: &flows)
  }

  /// Finds the accounts that may be below 1 inside the step that the source has just taken.
  ///
  /// - Precondition: The book was made with marks that say what happened inside.
  package mutating func reach() -> PathMask {
    guard let inside = seated.inside else { preconditionFailure("nobody looks inside the steps") }
    reached.clear()
    reached.isSearched = true
    groups.reach(seated, into: &reached)
    seated.reachOpen(groups.insideExtremes, into: &reached)
    ladders.reach(inside, into: &reached)
    return reached.paths
  }

  /// Finds the first check inside the step at which any of those is below 1, and forgets the paths without one.
  package mutating func look(at places: [Int]) {
    guard let inside = seated.inside else { preconditionFailure("nobody looks inside the steps") }
    falls.clear()
    seated.fillMarks(of: reached, inside)
    ladders.fillMarks(of: reached, inside)
    seated.look(&reached, at: places, into: &falls)
    ladders.look(reached, inside, on: reached.paths, after: nil, at: places, into: &falls)
    reached.keep(falls.paths)
  }

  /// Checks the accounts on the paths whose marks are those of their next check, and finds the check after it.
  package mutating func roundInside(
    step: Int, shown: borrowing InsideFalls, at places: [Int], into flows: inout StepFlows
  ) {
    guard let inside = seated.inside else { preconditionFailure("nobody looks inside the steps") }
    let paths = falls.paths(at: shown)
    if paths.isEmpty { return }
    falls.clear(paths)
    seated.check(
      &reached, shown: shown, on: paths, step: step, at: places, into: &falls, &flows)
    ladders.check(reached, on: paths, step: step, &seated, into: &flows)
    ladders.look(reached, inside, on: paths, after: shown.checks, at: places, into: &falls)
  }

  /// The largest calls on an offered account.
  package mutating func offers(of account: OfferedAccount) -> [CascadeOffer] {
    seated.offers(of: account)
  }

  /// Carries out a share of a call on an offered account.
  package mutating func settle(
    _ offer: CascadeOffer, of account: OfferedAccount, share: Double, step: Int,
    into flows: inout StepFlows
  ) -> Double {
    seated.settle(offer, of: account, share: share, step: step, into: &flows)
  }

  /// Checks the accounts on some paths again.
  ///
  /// - Precondition: No extremes are shared, as the marks are this book's own.
  package mutating func nextRound(
    step: Int, on paths: PathMask, into flows: inout StepFlows
  ) {
    precondition(groups.shared.isEmpty, "marks that sales move are of one portfolio")
    let open = seated.positions.count
    bridged.checkAgain(step: step, on: paths, &seated, into: &flows)
    groups.checkAgain(step: step, on: paths, &seated, into: &flows)
    seated.checkOpen(first: open, step: step, on: paths, into: &flows)
    ladders.checkAgain(step: step, on: paths, &seated, into: &flows)
  }
}
