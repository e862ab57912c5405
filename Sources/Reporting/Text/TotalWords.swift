import Passes
import Studies

/// What the total adds up, in words: they stand beside its figures wherever these are shown.
struct TotalWords {
  private let books: [Book]
  private let total: TotalBooks

  init(_ portfolio: PortfolioPlan) {
    books = portfolio.books
    total = portfolio.total
  }

  /// One sentence for people, without an end mark: `Total: equity loss of loops + bad debt of lender`.
  var sentence: String {
    let added =
      total.view == .desk
      ? "desk loss = \(words(.equityLoss)) + \(words(.badDebt)) on each path"
      : words(total.view.quantity)
    return "Total: \(added)" + notAdded(some) { total.isAdded[$0] }
  }

  /// One line for tables: every quantity with its books.
  var comment: String {
    let groups =
      total.view == .desk
      ? "equity_loss of \(all(indices(of: .equityLoss))); bad_debt of \(all(indices(of: .badDebt)));"
        + " desk_loss = equity_loss + bad_debt on each path; everything else of all of these books"
      : "everything of \(all(indices(of: .liquidated)))"
    return "total: \(groups)" + notAdded(all) { total.isAdded[$0] }
  }

  /// The accounts that the total of a comparison of policies is of: those whose bad debt the total adds.
  var policySentence: String {
    "Total: the accounts of \(some(indices(of: .badDebt)))"
      + notAdded(some) { total.adds(.badDebt, ofBook: $0) }
  }

  var policyComment: String {
    "total, tokens: the accounts of \(all(indices(of: .badDebt)))"
      + notAdded(all) { total.adds(.badDebt, ofBook: $0) }
  }

  var policyNames: [String] { names(of: .badDebt) }

  /// Whether the sentence says more than the table that it stands below.
  var isNeeded: Bool { books.count > 1 }

  /// Names of the books that a quantity adds up, in the order of the run document.
  func names(of quantity: LossQuantity) -> [String] {
    indices(of: quantity).map { books[$0].name }
  }

  /// Names of the books that are shown and not added.
  var shownNames: [String] {
    books.indices.filter { !total.isAdded[$0] }.map { books[$0].name }
  }

  /// A quantity of the total with its books: `bad debt of lender`.
  func words(_ quantity: LossQuantity) -> String {
    if quantity == .deskLoss { return "desk loss (\(words(.equityLoss)) + \(words(.badDebt)))" }
    return "\(quantity.words) of \(some(indices(of: quantity)))"
  }

  private func notAdded(_ list: ([Int]) -> String, _ isAdded: (Int) -> Bool) -> String {
    let others = books.indices.filter { !isAdded($0) }
    return others.isEmpty ? "" : "; shown, not added: \(list(others))"
  }

  /// Books that a quantity adds up.
  private func indices(of quantity: LossQuantity) -> [Int] {
    books.indices.filter { total.adds(quantity, ofBook: $0) }
  }

  private func all(_ indices: [Int]) -> String {
    indices.map { books[$0].name }.joined(separator: ", ")
  }

  /// The first names of a long list stand for it.
  private func some(_ indices: [Int]) -> String {
    let limit = 8
    if indices.count == books.count && indices.count > limit {
      return "all \(NumberText.count(indices.count)) books"
    }
    let rest = indices.count - limit
    let more = rest > 0 ? " and \(NumberText.count(rest)) more" : ""
    return all(Array(indices.prefix(limit))) + more
  }
}

extension TotalBooks {
  /// What a share of the total's exposure is a share of.
  var exposureWords: String {
    switch view {
    case .borrower: "equity"
    case .lender: "debt"
    case .desk: "own equity and lent debt"
    }
  }
}

extension SubjectResult {
  /// The losses that tables of the total and the books have rows of: the view's, and for a desk what it
  /// adds up.
  var shownLosses: [LossQuantity] {
    view == .desk ? [.deskLoss, .equityLoss, .badDebt] : [view.quantity]
  }
}
