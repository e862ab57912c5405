import Diagnostics
import Documents
import Passes

/// Reads the list of books of a run document.
enum BookReader {
  struct Entry {
    let book: Book
    let location: SourceLocation
  }

  static let form = "write - {name: loops, view: borrower}"

  /// - Returns: `nil` if the document has no list or the list is wrong.
  static func read(_ field: YAMLField, errors: inout [InputError]) -> [Entry]? {
    let before = errors.count
    var entries: [Entry] = []
    for item in field.items("a list of books", hint: form, errors: &errors) ?? [] {
      guard let reader = item.mapping(known: ["name", "view", "own"], hint: form, errors: &errors)
      else {
        continue
      }
      let nameField = reader.required("name", "loops, a book of the portfolio", errors: &errors)
      let name = nameField?.name("a name", errors: &errors)
      let view = reader.required("view", "borrower or lender", errors: &errors)?
        .choice(BookView.self, errors: &errors)
      let own = reader["own"]?.flag(errors: &errors)
      guard let nameField, let name, let view else { continue }
      if entries.contains(where: { $0.book.name == name }) {
        errors.append(nameField.refused("it stands in the list already", hint: "keep one of them"))
      }
      entries.append(
        Entry(book: Book(name: name, view: view, own: own), location: nameField.location))
    }
    guard errors.count == before else { return nil }
    if !entries.isEmpty, !TotalBooks(entries.map(\.book)).isAdded.contains(true) {
      errors.append(
        InputError(
          "no book is added to the total: the equity of each is somebody else's and none is lent",
          at: field.location,
          hint:
            "write view: lender for a book whose bad debt is yours, own: true for one whose equity is"
        ))
      return nil
    }
    return entries
  }
}
