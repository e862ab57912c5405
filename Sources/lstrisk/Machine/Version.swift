/// The version of the engine.
enum Version {
  static let text = "0.1.0"

  /// The compiler behind this build, as far as it can be told.
  static var swift: String {
    #if swift(>=6.4)
      "6.4 or later"
    #elseif swift(>=6.3)
      "6.3"
    #else
      "6.2 or earlier"
    #endif
  }
}
