extension String {
  /// The text with blanks inside figures (`USD 4.2 ± 0.1 M`, `99 %`) that lines do not break at.
  var withFiguresUnbroken: String {
    let words = split(separator: " ", omittingEmptySubsequences: false)
    var text = ""
    for (i, word) in words.enumerated() {
      if i > 0 {
        let before = words[i - 1]
        let joins =
          word == "±" || before == "±" || word.hasPrefix("%") || before == "USD" || before == "ETH"
          || ["k", "M", "B", "T"].contains(word.prefix { $0.isLetter })
        text += joins ? "\u{a0}" : " "
      }
      text += word
    }
    return text
  }
}
