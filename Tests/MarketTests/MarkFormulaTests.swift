import Market
import Testing

@Suite struct MarkFormulaTests {
  /// A constant mark reads no column and does not grow.
  @Test func defaultsAreAConstant() {
    let mark = MarkFormula(constant: 1)
    #expect(mark.constant == 1)
    #expect(mark.added.isEmpty && mark.subtracted.isEmpty)
    #expect(mark.drift == 0)
    #expect(mark.cap == nil)
  }

  /// Every argument ends up in the field of its name.
  @Test func keepsItsParts() {
    let cap = MarkFormula.RateCap(column: 3, initialRate: 1.2, cap: 1.25, growth: 0.12)
    let mark = MarkFormula(constant: 3000, added: [0, 3], subtracted: [5], drift: 0.01, cap: cap)
    #expect(mark.constant == 3000)
    #expect(mark.added == [0, 3])
    #expect(mark.subtracted == [5])
    #expect(mark.drift == 0.01)
    #expect(mark.cap?.column == 3)
    #expect(mark.cap?.initialRate == 1.2)
    #expect(mark.cap?.cap == 1.25)
    #expect(mark.cap?.growth == 0.12)
    #expect(mark != MarkFormula(constant: 3000, added: [0, 3], subtracted: [5], drift: 0.01))
  }
}
