/// The digits of a printed number and the power of ten of 0.d₁d₂d₃….
struct DecimalParts {
  let digits: String
  let exponent: Int

  init(_ printed: String) {
    var text = printed[...]
    if text.hasPrefix("-") { text = text.dropFirst() }
    var power = 0
    if let e = text.firstIndex(of: "e") {
      power = Int(text[text.index(after: e)...]) ?? 0
      text = text[..<e]
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let all = parts.joined()
    let leading = all.prefix { $0 == "0" }.count
    var significant = all.dropFirst(leading)
    while significant.last == "0" { significant.removeLast() }
    digits = significant.isEmpty ? "0" : String(significant)
    exponent = significant.isEmpty ? 0 : (parts.first?.count ?? 0) + power - leading
  }
}
