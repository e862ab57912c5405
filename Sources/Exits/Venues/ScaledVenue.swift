/// A venue that has become deeper or shallower: F_λ(q) = λ F(q / λ).
package struct ScaledVenue: ExitVenue {
  private let venue: any ExitVenue
  /// λ, positive.
  private let scale: Double

  /// A venue at so many times its depth.
  package init(_ venue: any ExitVenue, by scale: Double) {
    precondition(scale > 0, "depth is positive")
    self.venue = venue
    self.scale = scale
  }

  /// λ times the venue's own.
  package var capacity: Double { scale * venue.capacity }

  /// The venue's own.
  package var fee: Double { venue.fee }

  /// λ (F((I + q)/λ) − F(I/λ)).
  package func proceeds(of amount: Double, after displacement: Double) -> Double {
    scale * venue.proceeds(of: amount / scale, after: displacement / scale)
  }

  /// F′(I/λ).
  package func marginal(_ displacement: Double) -> Double { venue.marginal(displacement / scale) }

  /// λ times the venue's own.
  package func sales(downTo price: Double) -> Double { scale * venue.sales(downTo: price) }
}
