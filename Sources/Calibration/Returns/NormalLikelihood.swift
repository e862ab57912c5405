import Glibc
import VectorMath

/// Independent normal observations with parameters (mean m, standard deviation s).
///
///     ln f = −½ ln 2π − ln s − z² / 2,  z = (x − m) / s
struct NormalLikelihood: LogLikelihood {
  let values: [Double]

  var count: Int { values.count }

  @inline(__always)
  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
    let m = parameters[0]
    let s = parameters[1]
    let constant = halfLogTwoPi + log(s)
    for x in values {
      let z = (x - m) / s
      body(-constant - 0.5 * z * z, Vector(z / s, (z * z - 1) / s, 0, 0, 0, 0, 0, 0))
    }
    return true
  }
}

/// ½ ln 2π.
let halfLogTwoPi = 0.9189385332046727
