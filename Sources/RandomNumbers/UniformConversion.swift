/// Random words to uniform numbers strictly between 0 and 1.
public enum UniformConversion {
  /// (⌊w / 2¹²⌋ + ½) 2⁻⁵², exact in double. Never 0 or 1, unlike the 53-bit rule, whose top rounds to 1.
  public static func open52(_ word: UInt64) -> Double { (Double(word >> 12) + 0.5) * 0x1p-52 }
}
