/// What is known of the variance V of a step's innovation q = √V Z before q is.
package enum IntradayLaw: Sendable, Hashable {
  /// V is the variance of the step: normal innovations, and laws that have drawn or integrated theirs.
  case known
  /// The variance of the step is h = E[V], and q is Student t: 1/V ~ Gamma(ν/2, rate h (ν − 2)/2).
  case studentT(degreesOfFreedom: Double)
}
