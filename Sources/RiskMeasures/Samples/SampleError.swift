/// Why a sample, or a figure from it, cannot be had.
public enum SampleError: Error, Sendable, Hashable {
  /// There are no losses.
  case empty
  /// The loss at this index is NaN or infinite.
  case notFinite(index: Int)
  /// The ascending rank that a figure or its interval needs lies below the smallest rank held.
  case tailTooShort(neededRank: Int, heldFrom: Int)
}

extension SampleError: CustomStringConvertible {
  /// One clause without a full stop.
  public var description: String {
    switch self {
    case .empty: "the sample is empty"
    case .notFinite(let index): "loss \(index) is not a finite number"
    case .tailTooShort(let needed, let held):
      "the figure needs the loss of rank \(needed), but the tail is kept from rank \(held) only"
    }
  }
}
