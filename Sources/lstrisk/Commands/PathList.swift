import ArgumentParser

/// Path numbers with commas between them.
struct PathList: ExpressibleByArgument {
  let numbers: [UInt64]

  init?(argument: String) {
    var numbers: [UInt64] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = UInt64(part) else { return nil }
      numbers.append(number)
    }
    self.numbers = numbers
  }
}
