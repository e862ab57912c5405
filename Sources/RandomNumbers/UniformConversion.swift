/// Random words to uniform numbers strictly between 0 and 1.
public enum UniformConversion {
  /// (⌊w / 2⌋ + ½) 2⁻³¹, exact in double: the middle of one of 2³¹ cells. The definition of what
  /// `NormalTransform.singleRadius` rounds to single precision.
  public static func open31(_ word: UInt32) -> Double { (Double(word >> 1) + 0.5) * 0x1p-31 }

  /// (⌊w / 2¹²⌋ + ½) 2⁻⁵², exact in double. Never 0 or 1, unlike the 53-bit rule, whose top rounds to 1.
  public static func open52(_ word: UInt64) -> Double { (Double(word >> 12) + 0.5) * 0x1p-52 }
}
