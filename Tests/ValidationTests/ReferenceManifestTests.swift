import Diagnostics
import Tables
import Testing
import Validation

@Suite struct ReferenceManifestTests {
  /// The tables are those that were published: MANIFEST.csv has the hash of every file.
  @Test func hashesMatch() throws {
    let path = TableDirectory.references + "/MANIFEST.csv"
    var errors: [InputError] = []
    let manifest = CSVTable(
      contents: try InputFile.read(path), file: path, required: ["file", "bytes", "sha256"],
      errors: &errors)
    let rows = try #require(manifest, "\(InputErrors(errors))")
    #expect(rows.rowCount > 60)
    for row in rows {
      let name = row.cell("file").text
      let bytes = try InputFile.read(TableDirectory.references + "/" + name)
      #expect(SHA256.hexDigest(of: bytes) == row.cell("sha256").text, "\(name)")
    }
  }

  /// Every check speaks of a table that is there, once.
  @Test func checksHaveTables() throws {
    let names = ReferenceCatalog.all.map(\.table)
    #expect(Set(names).count == names.count)
    for name in names {
      let path = "\(TableDirectory.references)/\(name).csv"
      let table = try ReferenceTable(
        contents: try InputFile.read(path), name: name, file: path)
      #expect(table != nil, "\(name)")
    }
  }
}
