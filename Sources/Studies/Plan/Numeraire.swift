/// The currency that every figure of a run is stated in.
public enum Numeraire: String, Sendable, CaseIterable {
  case usd = "USD"
  case eth = "ETH"
}
