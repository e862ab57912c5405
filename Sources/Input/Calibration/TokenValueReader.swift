import Diagnostics
import Documents
import MarketDocuments

/// Reads `tokens` of a mapping document: last values of series for the tokens of the market.
struct TokenValueReader {
  let series: SeriesList
  let base: YAMLDocument?

  func values(
    _ field: YAMLField?, errors: inout [InputError]
  ) -> [TokenValue] {
    guard
      let fields = field?.openMapping(
        hint: "write a symbol, a colon and {price: the name of a series}", errors: &errors)
    else { return [] }
    let known = base?.section("tokens") ?? []
    var values: [TokenValue] = []
    for (symbol, place, field) in fields.fields {
      let token = known.first { $0.key == symbol }
      if base != nil, token == nil {
        let names = known.map(\.key)
        errors.append(
          InputError(
            "tokens.\(symbol) is no token of the market document", at: place,
            hint: didYouMean(symbol, among: names) ?? "its tokens are \(listed(names, "and"))"))
      }
      guard let entry = field.mapping(known: ["price", "exchangeRate"], errors: &errors) else {
        continue
      }
      for (key, keyPlace, value) in entry.fields {
        check(key, of: token, at: keyPlace, value.path, errors: &errors)
        if let found = read(symbol, key, value, errors: &errors) { values.append(found) }
      }
    }
    return values
  }

  /// A number that the token's entry does not have, its kind does not take.
  private func check(
    _ key: String, of token: YAMLEntry?, at place: SourceLocation, _ path: String,
    errors: inout [InputError]
  ) {
    guard case .mapping(let entries)? = token?.value.content,
      !entries.contains(where: { $0.key == key })
    else { return }
    errors.append(
      InputError(
        "\(path) has no counterpart: the market document's entry has no \(key)", at: place,
        hint:
          "its keys are \(listed(entries.map(\.key), "and")); add \(key) there if its kind takes it"
      ))
  }

  private func read(
    _ symbol: String, _ key: String, _ field: YAMLField, errors: inout [InputError]
  ) -> TokenValue? {
    guard let found = series.find(field, quantity: .price, errors: &errors),
      let last = found.series.values.last, let date = found.series.dates.last
    else { return nil }
    let isPrice = key == "price"
    guard isPrice ? found.currency == .usd : found.currency != .usd else {
      let wanted =
        isPrice ? "the price of \(symbol) is in USD" : "the exchange rate of \(symbol) is in ETH"
      errors.append(
        InputError(
          "\(found.name) is \(found.currencyWords); \(wanted)", at: field.location,
          hint: isPrice
            ? "name a series with unit: USD" : "name a series with unit: ETH, or a ratio"))
      return nil
    }
    let range = isPrice ? MarketTokens.priceRange : MarketTokens.exchangeRateRange
    guard range.contains(last) else {
      errors.append(
        InputError(
          "\(found.name) ends at \(last) on \(date); \(field.path) must be \(range.words)",
          at: field.location,
          hint: last >= 1e15
            ? "it looks like a number with 18 decimals: \(last / 1e18) is meant" : "check the table"
        ))
      return nil
    }
    return TokenValue(
      symbol: symbol, key: key, value: last, date: date, series: found.name, at: field.location)
  }
}
