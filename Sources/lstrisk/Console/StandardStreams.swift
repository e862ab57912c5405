import Foundation

/// The three streams that every program has.
enum StandardStreams {
  /// Fills the places of streams that were closed, so that no file of a run takes one of them and
  /// gets a message written into it. Writing to a standard output that was closed still fails.
  static func open() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is taken, which is this one.
      _ = Foundation.open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY)
    }
  }
}
