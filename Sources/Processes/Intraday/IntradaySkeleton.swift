import VectorMath

/// The bridge at the checks of a step, given its end q, its lowest point M, the time θ of it, and V.
///
/// Seen from M the price is a Bessel(3) bridge from −M at 0 to 0 at θ, and another to q − M at 1: the
/// distance from the origin of a Brownian bridge in three dimensions, drawn forward check by check.
/// Reference: Williams (1974), doi:10.1112/plms/s3-28.4.738.
package enum IntradaySkeleton {
  /// Normals that a path needs: three for every check but the last.
  package static func normalCount(checks: Int) -> Int { 3 * (checks - 1) }

  /// Writes the log price since the start of the step at every check: at least M, and q at the last.
  ///
  /// - Parameters:
  ///   - path: Column i − 1 becomes that of check i.
  ///   - times: τ of the checks, as `IntradayClock` writes them.
  ///   - checks: n.
  ///   - normals: Three for each check but the last, from column `first` on.
  package static func set(
    _ path: borrowing PathBlock, times: borrowing PathBlock, checks: Int,
    innovations: Column, minima: Column, variances: Column, minimumTimes: Column,
    normals: borrowing PathBlock, first: Int, vectors: Int = PathBlock.vectorCount
  ) {
    let one = Vector(repeating: 1)
    // Stands for no time left: nothing over it is nothing.
    let least = Vector(repeating: 1e-300)
    for v in 0..<vectors {
      let q = innovations[v]
      let m = minima[v]
      let variance = variances[v]
      let bottom = minimumTimes[v]
      let rise = q - m
      var x = -m
      var y = Vector.zero
      var z = Vector.zero
      var time = Vector.zero
      for i in 0..<checks - 1 {
        let next = times[i][v]
        // The first check after θ starts from M.
        func restarted(_ w: Vector) -> Vector {
          select(
            bottom, lessThan: next, select(bottom, lessThan: time, w, otherwise: .zero),
            otherwise: w)
        }
        x = restarted(x)
        y = restarted(y)
        z = restarted(z)
        let start = select(bottom, lessThan: next, maximum(time, bottom), otherwise: time)
        let end = select(bottom, lessThan: next, one, otherwise: bottom)
        let target = select(bottom, lessThan: next, rise, otherwise: .zero)
        let left = end - start
        let gone = next - start
        let share = gone / maximum(left, least)
        let deviation = squareRoot(variance * share * (left - gone))
        let k = first + 3 * i
        x = multiplyAdd(deviation, normals[k][v], multiplyAdd(target - x, share, x))
        y = multiplyAdd(deviation, normals[k + 1][v], multiplyAdd(-y, share, y))
        z = multiplyAdd(deviation, normals[k + 2][v], multiplyAdd(-z, share, z))
        path[i][v] = m + squareRoot(multiplyAdd(x, x, multiplyAdd(y, y, z * z)))
        time = next
      }
      path[checks - 1][v] = q
    }
  }
}
