/// An input that is not written as its table says.
struct UnreadableInput: Error, CustomStringConvertible {
  let name: String
  let text: String

  var description: String { "the input \(name) is '\(text)', which cannot be read" }
}
