/// Every kind of venue that a market document may name.
package enum VenueCatalog {
  /// In the order in which they are listed.
  package static let all: [any ExitVenue.Type] = []
}
