import Tables

extension PortfolioTable {
  /// Positions of the columns in one table, looked up once.
  struct Columns {
    let account: Int
    let book: Int
    let protocolName: Int
    let side: Int
    let token: Int
    let amount: Int
    let eMode: Int?
    let threshold: Int?

    init(_ table: CSVTable) {
      func required(_ name: String) -> Int {
        guard let column = table.column(name) else {
          preconditionFailure("'\(name)' is a required column")
        }
        return column
      }
      account = required("account")
      book = required("book")
      protocolName = required("protocol")
      side = required("side")
      token = required("token")
      amount = required("amount")
      eMode = table.column("e_mode")
      threshold = table.column("liquidation_threshold")
    }
  }
}
