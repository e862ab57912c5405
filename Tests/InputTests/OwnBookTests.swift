import Diagnostics
import Foundation
import Input
import Passes
import Studies
import Testing

/// `own` of a book, and what the total's limits read then. The example has the books loops, a borrower's,
/// and dollars, a lender's.
@Suite struct OwnBookTests {
  private static let loops = "{name: loops, view: borrower}"
  private static let dollars = "{name: dollars, view: lender}"
  private static let limit =
    "{measure: es, level: 0.99, book: loops, warn: 10, hard: 20, unit: percent, on: upper}"

  /// The example with other books and another first limit.
  private func document(
    loops: String = loops, dollars: String = dollars, limit: String = limit
  ) -> BadDocument {
    BadDocument(
      "books", "run.yaml",
      edit: .several([
        ("run.yaml", Self.loops, loops), ("run.yaml", Self.dollars, dollars),
        ("run.yaml", Self.limit, limit),
      ]))
  }

  private func plan(_ document: BadDocument) throws -> RunPlan {
    try TemporaryFolder.with(document.files()) { try RunDocument.load("\($0)/run.yaml").plan }
  }

  private func errors(_ document: BadDocument) throws -> [InputError] {
    try TemporaryFolder.with(document.files()) { folder in
      do throws(InputErrors) {
        _ = try RunDocument.load("\(folder)/run.yaml")
        return []
      } catch {
        return error.errors.filter { $0.severity == .error }
      }
    }
  }

  /// Equity is the desk's in a borrower's book and somebody else's in a lender's, unless the book says so.
  @Test func ownFollowsTheViewUnlessItIsWritten() throws {
    #expect(try plan(document()).portfolio.books.map(\.own) == [true, false])
    let other = try plan(
      document(
        loops: "{name: loops, view: borrower, own: false}",
        dollars: "{name: dollars, view: lender, own: true}"))
    #expect(other.portfolio.books.map(\.own) == [false, true])
    #expect(other.portfolio.books.map(\.view) == [.borrower, .lender])
    // dollars is lent and own: both of its losses are the desk's; loops is shown alone.
    let total = other.portfolio.total
    #expect(total.view == .desk && total.isAdded == [false, true])
    for quantity in [LossQuantity.equityLoss, .badDebt] {
      #expect(!total.adds(quantity, ofBook: 0) && total.adds(quantity, ofBook: 1))
    }
  }

  @Test(
    arguments: [
      ("view: borrower", "view: lender", LossQuantity.deskLoss),
      ("view: borrower", "view: borrower", .equityLoss),
      ("view: lender", "view: lender", .badDebt),
      ("view: borrower, own: false", "view: lender", .badDebt),
      ("view: borrower, own: false", "view: borrower", .equityLoss),
      ("view: borrower, own: false", "view: lender, own: true", .deskLoss),
    ]) func limitsOnTheTotalReadWhatItAdds(
      _ loops: String, _ dollars: String, _ expected: LossQuantity
    ) throws
  {
    let plan = try plan(
      document(
        loops: "{name: loops, \(loops)}", dollars: "{name: dollars, \(dollars)}",
        limit: "{measure: es, level: 0.99, total: true, hard: 20}"))
    #expect(plan.limits[0].quantity == expected)
    #expect(plan.portfolio.total.view.quantity == expected)
  }

  @Test func aDeskLossCanBeNamed() throws {
    let plan = try plan(
      document(limit: "{measure: es, quantity: desk_loss, level: 0.99, total: true, hard: 20}"))
    #expect(plan.limits[0].quantity == .deskLoss)
  }

  /// A book has no desk loss, nor has the total of one kind of books.
  @Test func aDeskLossThatIsNotThereIsRefused() throws {
    let ofBook = try errors(
      document(limit: "{measure: es, quantity: desk_loss, level: 0.99, book: loops, hard: 20}"))
    #expect(
      ofBook.map(\.message) == [
        "limits[0].quantity is 'desk_loss'; it must be equity_loss, bad_debt or liquidated"
      ])
    let ofOneKind = try errors(
      document(
        dollars: "{name: dollars, view: borrower}",
        limit: "{measure: es, quantity: desk_loss, level: 0.99, total: true, hard: 20}"))
    #expect(ofOneKind.map(\.message) == ofBook.map(\.message))
  }

  @Test func aTotalOfNothingIsRefused() throws {
    let found = try errors(
      document(
        loops: "{name: loops, view: borrower, own: false}",
        dollars: "{name: dollars, view: borrower, own: false}"))
    #expect(found.count == 1)
    #expect(found.first?.message.contains("no book is added to the total") == true)
    #expect(found.first?.hint?.contains("own: true") == true)
    #expect(found.first?.location.line == 17)
  }

  @Test(arguments: ["yes", "\"true\"", "1", "False", ""]) func ownIsTrueOrFalse(
    _ value: String
  ) throws {
    let found = try errors(document(loops: "{name: loops, view: borrower, own: \(value)}"))
    #expect(found.map(\.location.line) == [17])
    #expect(found.first?.message.hasPrefix("books[0].own") == true)
  }
}
