import Diagnostics
import Testing
import Validation

@Suite struct ReferenceTableTests {
  private func table(_ text: String) throws -> ReferenceTable? {
    try ReferenceTable(contents: Array(text.utf8), name: "folder/t", file: "t.csv")
  }

  @Test func groupsRowsByCase() throws {
    let text = """
      case_id,x,quantity,expected,tol_abs,tol_rel,mc_sd,source
      a,1,mean,2.5,,1e-12,0.5,
      a,1,verdict,none,,,,
      b,2,mean,3,0,,,there
      """
    let found = try #require(try table(text))
    #expect(found.cases.map(\.id) == ["a", "b"])
    #expect(found.cases[0].rows.map(\.quantity) == ["mean", "verdict"])
    #expect(found.cases[0].rows[0].relativeTolerance == 1e-12)
    #expect(found.cases[0].rows[0].absoluteTolerance == nil)
    #expect(found.cases[0].rows[0].sampleDeviation == 0.5)
    #expect(found.cases[1].rows[0].location == SourceLocation(file: "t.csv", line: 4))
  }

  @Test func passesOverDataFiles() throws {
    #expect(try table("date,price\n2024-01-01,3\n") == nil)
  }

  /// Two bad tolerances and a missing column are located errors, all at once where they can be.
  @Test func refusesBadTables() {
    #expect(throws: InputErrors.self) { try table("case_id,quantity\na,b\n") }
    let text = "case_id,quantity,expected,tol_abs,tol_rel\na,q,1,x,-1\n"
    do {
      _ = try table(text)
      Issue.record("the table was accepted")
    } catch {
      #expect((error as? InputErrors)?.errors.map(\.location.column) == [7, 9])
    }
  }
}
