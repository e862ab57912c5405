import Diagnostics
import Documents
import MarketDocuments
import Testing

/// The documents of `lstrisk init`; that they load and run is tested where they are read.
@Suite struct RunTemplateTests {
  @Test func everyDocumentIsYAML() {
    #expect(RunTemplate.files.first?.name == "run.yaml")
    #expect(Set(RunTemplate.files.map(\.name)).count == RunTemplate.files.count)
    for file in RunTemplate.files {
      #expect(file.text.hasSuffix("\n") && !file.text.hasSuffix("\n\n"), "\(file.name)")
      guard file.name.hasSuffix(".yaml") else { continue }
      var errors: [InputError] = []
      #expect(YAMLDocument(Array(file.text.utf8), file: file.name, errors: &errors) != nil)
      #expect(errors.isEmpty, "\(file.name)")
    }
  }

  /// Whatever the run document names is there.
  @Test func namedFilesAreThere() throws {
    let run = try #require(RunTemplate.files.first).text
    for file in RunTemplate.files.dropFirst() { #expect(run.contains(file.name), "\(file.name)") }
  }
}
