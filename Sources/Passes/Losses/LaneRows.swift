import VectorMath

/// The rows of one loss of eight accounts.
struct LaneRows {
  /// By lane; −1 for padding.
  let rows: InlineArray<8, Int>
  /// Bit i is set where lane i is an account.
  let flags: UInt32
  let keepsTail: Bool
  /// By lane: the number that sums are taken from, and the loss from which on a tail is kept.
  let centers: Vector
  let thresholds: Vector

  init(_ accounts: [Int], _ quantity: LossQuantity, _ layout: RowLayout, _ pilot: Pilot) {
    var rows = InlineArray<8, Int>(repeating: -1)
    var flags: UInt32 = 0
    var centers = Vector.zero
    var thresholds = Vector.zero
    var keepsTail = false
    for (lane, account) in accounts.enumerated() where account >= 0 {
      let row = layout.row(subject: layout.wideSubjectCount + account, quantity)
      rows[lane] = row
      flags |= 1 << UInt32(lane)
      centers[lane] = pilot.centers[row]
      thresholds[lane] = pilot.thresholds[row]
      keepsTail = layout.keepsTail[row]
    }
    self.rows = rows
    self.flags = flags
    self.keepsTail = keepsTail
    self.centers = centers
    self.thresholds = thresholds
  }
}
