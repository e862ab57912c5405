import Documents
import Policies

extension BorrowerReaction {
  /// What borrowers do, as a clause for reports.
  var words: String {
    switch self {
    case .sameShare:
      "every account keeps its collateral and borrows the same share of what it may borrow as today"
    case .fixedDebt: "every account keeps its collateral and its debt"
    case .healthFactor(let target):
      "every account keeps its collateral and borrows up to a health factor of \(brief(target))"
    }
  }
}
