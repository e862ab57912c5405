/// Keys of a factor in a market document that its reader and its writer share.
package enum FactorWords {
  /// The errors that its parameters were estimated with.
  package static let estimates = "estimates"
  /// Keys of every factor beside its inputs and parameters.
  package static let ofEveryFactor = [
    "process", "source", "prior", estimates, CalibrationNotes.key,
  ]
}
