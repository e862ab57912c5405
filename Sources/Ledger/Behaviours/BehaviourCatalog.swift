/// Every behaviour that a document may name.
package enum BehaviourCatalog {
  /// In the order in which they are listed.
  package static let all: [any AccountBehaviour.Type] = []
}
