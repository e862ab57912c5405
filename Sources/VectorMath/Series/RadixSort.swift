/// Numbers in ascending order, −0 before +0; NaN stands at the ends, by its sign.
///
/// A least-significant-digit radix sort over the bits in which the numbers differ, which takes a fraction of
/// a comparison sort's time on the tens of thousands of losses of a tail and gives the same order.
///
/// - Complexity: O(n) time, twice the memory.
public func ascending(_ values: [Double]) -> [Double] {
  let sign: UInt64 = 1 << 63
  var keys = values.map { value in
    let bits = value.bitPattern
    return bits & sign == 0 ? bits | sign : ~bits
  }
  RadixSort.sort(&keys)
  return keys.map { Double(bitPattern: $0 & sign == 0 ? ~$0 : $0 & ~sign) }
}

/// Finite numbers in single precision in ascending order, −0 before +0.
public func ascending(_ values: [Float]) -> [Float] {
  let sign: UInt32 = 1 << 31
  var keys = values.map { value in
    let bits = value.bitPattern
    return bits & sign == 0 ? bits | sign : ~bits
  }
  RadixSort.sort(&keys)
  return keys.map { Float(bitPattern: $0 & sign == 0 ? ~$0 : $0 & ~sign) }
}

/// Whole numbers in ascending order.
public func ascending(_ values: [UInt64]) -> [UInt64] {
  var keys = values
  RadixSort.sort(&keys)
  return keys
}

enum RadixSort {
  /// Below this the standard library is faster.
  static let smallest = 512
  static let digitBits = 11
  static let buckets = 1 << digitBits

  @inline(__always)
  static func sort<Key: FixedWidthInteger & UnsignedInteger>(_ keys: inout [Key]) {
    if keys.count < smallest {
      keys.sort()
      return
    }
    var least = Key.max
    var most = Key.min
    for key in keys {
      least = min(least, key)
      most = max(most, key)
    }
    // The leading bits of the distance from the least key.
    let width = Key.bitWidth - (most - least).leadingZeroBitCount
    let digits = digitCount(keys.count, width: width)
    let drop = max(0, width - digits * digitBits)
    withUnsafeTemporaryAllocation(of: Key.self, capacity: keys.count) { other in
      // Sound: positions are counted before they are written, so every write lies inside its buffer.
      keys.withUnsafeMutableBufferPointer { keys in
        var source = keys
        var target = other
        var passes = 0
        for digit in 0..<digits where digit * digitBits + drop < width {
          scatter(source, to: target, least: least, shift: drop + digit * digitBits)
          swap(&source, &target)
          passes += 1
        }
        if passes % 2 == 1 { _ = keys.update(fromContentsOf: source) }
        if drop > 0 { insert(keys) }
      }
    }
  }

  /// Digits that are sorted by; what they leave out of order is little and is moved one by one.
  ///
  /// Numbers of one sign that a factor of 10^9 spans seldom share their leading 22 bits with another if they
  /// are fewer than a quarter of a million; those on both sides of 0 do, because most keys lie next to it.
  private static func digitCount(_ count: Int, width: Int) -> Int {
    count < 1 << 18 && width < 58 ? 2 : 3
  }

  @inline(__always)
  private static func scatter<Key: FixedWidthInteger & UnsignedInteger>(
    _ source: UnsafeMutableBufferPointer<Key>, to target: UnsafeMutableBufferPointer<Key>,
    least: Key, shift: Int
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: buckets) { places in
      places.initialize(repeating: 0)
      let mask = Key(buckets - 1)
      let shift = Key(shift)
      for i in 0..<source.count {
        places[Int(truncatingIfNeeded: (source[i] &- least) &>> shift & mask)] &+= 1
      }
      var next = 0
      for k in 0..<buckets {
        let count = places[k]
        places[k] = next
        next &+= count
      }
      for i in 0..<source.count {
        let key = source[i]
        let k = Int(truncatingIfNeeded: (key &- least) &>> shift & mask)
        target[places[k]] = key
        places[k] &+= 1
      }
    }
  }

  /// Insertion sort of keys that are nearly in order; a comparison sort if they turn out not to be.
  @inline(__always)
  private static func insert<Key: FixedWidthInteger>(_ keys: UnsafeMutableBufferPointer<Key>) {
    var moves = 0
    for i in 1..<keys.count {
      if moves > 16 &* keys.count {
        var rest = keys
        rest.sort()
        return
      }
      let key = keys[i]
      var k = i
      while k > 0 && keys[k &- 1] > key {
        keys[k] = keys[k &- 1]
        k &-= 1
        moves &+= 1
      }
      keys[k] = key
    }
  }
}
