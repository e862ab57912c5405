import Glibc

/// A file that takes the place of whatever has its name, as a whole or not at all.
///
/// For results that several processes may work out at the same time, on several machines: each writes a
/// hidden file of its own, and the last one's stays. A killed process leaves its hidden file behind; no
/// other process removes it, because process numbers of other machines say nothing here.
///
/// A class, because pieces are handed to it from within a closure.
package final class ReplacingFile {
  private let path: String
  private let name: String
  private let hiddenName: String
  private let parent: Int32
  private var file: OutputFile?
  private var isPublished = false

  /// Creates the hidden file.
  ///
  /// - Parameter owner: Tells this process's file from those of all others, for example machine and
  ///   process number.
  /// - Throws: `OutputError` if it cannot be created.
  package init(_ path: String, owner: String) throws(OutputError) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let folder = path.dropLast(name.count)
    let parentPath = folder.isEmpty ? "." : String(folder)
    let parent = SystemCall.open(parentPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw OutputError(path: parentPath, code: errno) }
    let hiddenName = ".\(name).tmp-\(owner)"
    // This very process's, from an attempt before.
    _ = unlinkat(parent, hiddenName, 0)
    do {
      file = try OutputFile(hiddenName, in: parent, path: path)
    } catch {
      _ = close(parent)
      throw error
    }
    self.path = path
    self.name = name
    self.hiddenName = hiddenName
    self.parent = parent
  }

  deinit {
    if !isPublished { _ = unlinkat(parent, hiddenName, 0) }
    _ = close(parent)
  }

  /// Appends bytes.
  ///
  /// - Throws: `OutputError` if they could not be written.
  package func write(_ bytes: [UInt8]) throws(OutputError) { try file?.write(bytes) }

  /// Forces everything to the disk and gives the file its name.
  ///
  /// - Throws: `OutputError` if the disk failed; what stood there stays then.
  package func publish() throws(OutputError) {
    guard let written = file.take() else { return }
    _ = try written.finish()
    guard renameat(parent, hiddenName, parent, name) == 0 else {
      throw OutputError(path: path, code: errno)
    }
    isPublished = true
    let code = SystemCall.synchronise(parent)
    if code != 0 { throw OutputError(path: path, code: code) }
  }
}
