import Exits
import Tables

/// What a JSON cell of the liquidity tables says, member by member.
///
/// Numbers are printed as texts there, so that a table keeps their digits.
struct MemberCell {
  let members: [String: JSONCell]
  private let name: String

  init(_ cell: JSONCell, of name: String) throws(UnreadableInput) {
    guard case .object(let members) = cell else {
      throw UnreadableInput(name: name, text: "\(cell)")
    }
    self.members = members
    self.name = name
  }

  func number(_ member: String, default usual: Double? = nil) throws -> Double {
    guard let cell = members[member] else {
      if let usual { return usual }
      throw UnreadableInput(name: name, text: "without \(member)")
    }
    return try Self.number(cell, of: name)
  }

  func word(_ member: String) throws(UnreadableInput) -> String {
    guard case .text(let word) = members[member] else {
      throw UnreadableInput(name: name, text: "without \(member)")
    }
    return word
  }

  func cell(_ member: String) throws(UnreadableInput) -> JSONCell {
    guard let cell = members[member] else {
      throw UnreadableInput(name: name, text: "without \(member)")
    }
    return cell
  }

  static func number(_ cell: JSONCell, of name: String) throws -> Double {
    switch cell {
    case .number(let number): return number
    case .text(let text): return try StrictNumber.parse(text)
    default: throw UnreadableInput(name: name, text: "\(cell)")
    }
  }

  static func list(_ cell: JSONCell, of name: String) throws(UnreadableInput) -> [JSONCell] {
    guard case .list(let cells) = cell else { throw UnreadableInput(name: name, text: "\(cell)") }
    return cells
  }

  /// A list of pairs of numbers.
  static func pairs(_ cell: JSONCell, of name: String) throws -> [(Double, Double)] {
    try list(cell, of: name).map { cell in
      let pair = try list(cell, of: name)
      guard pair.count == 2 else { throw UnreadableInput(name: name, text: "\(cell)") }
      return (try number(pair[0], of: name), try number(pair[1], of: name))
    }
  }
}

extension MemberCell {
  /// The venue of a cell with a `kind`.
  func venue() throws -> any ExitVenue {
    switch try word("kind") {
    case "infinite":
      return BottomlessVenue(price: try number("price"))
    case "cpmm":
      return ConstantProductVenue(
        reserveIn: try number("reserve_in"), reserveOut: try number("reserve_out"),
        fee: try number("fee"))
    case "stableswap":
      return StableSwapVenue(
        reserveIn: try number("reserve_in"), reserveOut: try number("reserve_out"),
        amplification: try number("A"), fee: try number("fee"))
    case "levels":
      return LevelsVenue(
        try Self.pairs(try cell("levels"), of: "levels").map {
          LevelsVenue.Level(size: $0.0, price: $0.1)
        })
    case let kind:
      throw UnreadableInput(name: "kind", text: kind)
    }
  }
}

extension ReferenceCase {
  /// The venue of an input.
  func venue(_ name: String) throws -> any ExitVenue {
    try MemberCell(try json(name), of: name).venue()
  }

  /// An input that is a list of pairs of numbers, printed as texts.
  func pairs(_ name: String) throws -> [(Double, Double)] {
    try MemberCell.pairs(try json(name), of: name)
  }
}
