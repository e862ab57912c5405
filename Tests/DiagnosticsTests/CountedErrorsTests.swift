import Diagnostics
import Testing

@Suite struct CountedErrorsTests {
  private func error(_ message: String, line: Int = 1) -> InputError {
    InputError(message, at: SourceLocation(file: "f", line: line))
  }

  /// Ten of a kind are told; the tenth says that 890 of 900 are like it.
  @Test func repeatsAreCounted() {
    var counted = CountedErrors()
    for line in 1...900 { counted.add(error("close is 'x\(line)'; it is no number", line: line)) }
    let told = counted.errors
    #expect(told.count == 10)
    #expect(told[0].message == "close is 'x1'; it is no number")
    #expect(told[9].message == "close is 'x10'; it is no number … and 890 more like it")
    #expect(told[9].location.line == 10)
  }

  /// Numbers, dates and quoted texts tell mistakes apart, not kinds of them.
  @Test func kindsDifferByWords() {
    func isOne(_ a: String, _ b: String) -> Bool {
      CountedErrors.kind(of: a) == CountedErrors.kind(of: b)
    }
    #expect(
      isOne("the row has 2 cells; the header has 1", "the row has 17 cells; the header has 9"))
    #expect(
      isOne("2024-01-07 stands twice, with 1.5 and -2e-05", "2019-12-31 stands twice, with 3 and 4")
    )
    #expect(isOne("close is 'it's'; bad", "close is 'n/a'; bad") == false)
    #expect(isOne("close is 'a'; bad", "close is 'b c'; bad"))
    #expect(!isOne("close is 'a'; bad", "open is 'a'; bad"))
    #expect(!isOne("1 day is missing", "1 day is doubled"))
  }

  @Test func everyKindIsTold() {
    var counted = CountedErrors()
    for i in 0..<30 {
      counted.add(error("the cell is \(i)"))
      counted.add(error("the row is '\(i)'"))
    }
    #expect(counted.errors.count == 20)
    #expect(counted.errors.filter { $0.message.hasSuffix("… and 20 more like it") }.count == 2)
  }

  /// Messages that no kind gathers are bounded all the same, and a flood ends the reading.
  @Test func listsAreBounded() {
    var counted = CountedErrors()
    for i in 0..<99_999 {
      counted.add(kind: "\(i)") { error("kind \(i)", line: i + 1) }
    }
    let isEarly = counted.stopsReading()
    #expect(!isEarly)
    #expect(counted.errors.count == 1_001)
    #expect(counted.errors[1_000].message == "… and 98,999 mistakes of other kinds")
    #expect(counted.errors[1_000].location.line == 1_001)
    counted.add(error("one more"))
    let isTime = counted.stopsReading()
    #expect(isTime)
    #expect(
      counted.errors.last?.message
        == "… and 99,000 mistakes of other kinds; the rest was not read")
  }

  /// What a part of the reading appended is taken over; what stood there before stays.
  @Test func takesOverWhatIsNew() {
    var errors = [error("old")]
    var counted = CountedErrors()
    counted.take(from: &errors, since: 1)
    #expect(counted.isEmpty)
    errors += [error("new"), error("newer")]
    counted.take(from: &errors, since: 1)
    #expect(errors.map(\.message) == ["old"])
    #expect(counted.errors.map(\.message) == ["new", "newer"])
  }

  @Test func warningsStayWarnings() {
    var counted = CountedErrors()
    for i in 0..<12 {
      counted.add(.warning("row \(i)", at: SourceLocation(file: "f"), hint: "h", .likelySlip))
    }
    #expect(counted.errors.allSatisfy { $0.severity == .warning && $0.consequence == .likelySlip })
    #expect(counted.errors.last?.hint == "h")
  }
}
