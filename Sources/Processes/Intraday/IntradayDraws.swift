/// Which draw of a path and step is what. Frozen: another order changes every figure at a fixed seed.
///
///     normals, n checks             uniforms
///     0                 V           0         M
///     1                 θ           1         root of θ
///     2 ..< n + 2       clock       2         check of a jump
///     n + 2 ..< 4n − 1  skeleton    3 + 2c    M of companion c
///                                   4 + 2c    root of its θ
///     then 3n − 2 for companion c:  θ, skeleton
///
/// Draws that a law does not read keep their numbers. Uniform 0 is wanted on every path and step, the
/// others on those that are refined; with companions normal 0 and uniforms 3 + 2c are too. Sources that share
/// words between steps must be asked for a multiple of four normals, so that a draw is the same
/// whether the ones after it are asked for or not.
package struct IntradayDraws: Sendable, Hashable {
  /// n.
  package let checks: Int
  /// Prices that move with the refined one.
  package let companions: Int

  /// - Precondition: At least one check.
  package init(checks: Int, companions: Int = 0) {
    precondition(checks >= 1 && companions >= 0, "a step has at least one check")
    self.checks = checks
    self.companions = companions
  }

  /// Uniform of M, on every path and step.
  package static let minimum = 0
  /// Uniform that picks θ.
  package static let minimumTimeRoot = 1
  /// Uniform of the check that a jump falls on.
  package static let jumpCheck = 2
  /// Normal of V.
  package static let variance = 0
  /// Normal of θ.
  package static let minimumTime = 1
  /// First normal of the clock.
  package static let clock = 2
  /// First normal of the skeleton.
  package var skeleton: Int { Self.clock + checks }

  /// Uniform of M of companion `c`.
  package func minimum(ofCompanion c: Int) -> Int { 3 + 2 * c }
  /// Uniform that picks θ of companion `c`.
  package func minimumTimeRoot(ofCompanion c: Int) -> Int { 4 + 2 * c }
  /// Normal of θ of companion `c`.
  package func minimumTime(ofCompanion c: Int) -> Int {
    skeleton + (c + 1) * IntradaySkeleton.normalCount(checks: checks) + c
  }
  /// First normal of the skeleton of companion `c`.
  package func skeleton(ofCompanion c: Int) -> Int { minimumTime(ofCompanion: c) + 1 }

  /// Uniforms of a path and step.
  package var uniformCount: Int { 3 + 2 * companions }
  /// Normals of a refined path and step.
  package var normalCount: Int { minimumTime(ofCompanion: companions) }
  /// Normals to ask a source for: the next multiple of four.
  package var drawnNormalCount: Int { (normalCount + 3) & ~3 }
}
