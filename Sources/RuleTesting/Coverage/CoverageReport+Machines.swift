import RuleSource

//  The report for programs: LCOV's tracefile and Cobertura's XML. A rule is a function, a line of a rule a line, the two ways
//  of a condition's part two branches.

extension CoverageReport {
  /// As geninfo(1) of LCOV describes.
  func lcov() -> String {
    var text = ""
    for index in coverage.coveredFiles {
      let lines = CoverageLines(of: coverage, file: index)
      text += "TN:\nSF:\(VisibleText.of(lines.file.path))\n"
      let names = lines.functions.map { VisibleText.of($0.name) }
      // Without the last line, which LCOV 2 allows: older readers take it for the name.
      for (function, name) in zip(lines.functions, names) { text += "FN:\(function.line),\(name)\n" }
      for (function, name) in zip(lines.functions, names) { text += "FNDA:\(function.count),\(name)\n" }
      text += "FNF:\(names.count)\nFNH:\(lines.functions.count { $0.count > 0 })\n"
      var branches = (covered: 0, total: 0)
      for number in lines.numbers {
        guard let line = lines.lines[number] else { continue }
        for (block, entry) in line.parts.enumerated() {
          for (branch, way) in [entry.part.whenTrue, entry.part.whenFalse].enumerated() where !way.isImpossible {
            text += "BRDA:\(number),\(block),\(branch),\(entry.isLookedAt ? "\(way.count)" : "-")\n"
          }
        }
        branches.covered += line.branches.covered
        branches.total += line.branches.total
      }
      text += "BRF:\(branches.total)\nBRH:\(branches.covered)\n"
      for number in lines.numbers { text += "DA:\(number),\(lines.lines[number]?.count ?? 0)\n" }
      text += "LF:\(lines.lines.count)\nLH:\(lines.lines.values.count { $0.count > 0 })\nend_of_record\n"
    }
    return text
  }

  /// As coverage-04.dtd of Cobertura describes. Nothing here depends on the clock: the time stamp is 0.
  func cobertura() -> String {
    let files = coverage.coveredFiles.map { CoverageLines(of: coverage, file: $0) }
    let all = files.flatMap { $0.lines.values.map { $0 } }
    let rates = Rates(all)
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
      <coverage \(rates.attributes) lines-covered="\(rates.lines.covered)" lines-valid="\(rates.lines.total)" \
      branches-covered="\(rates.branches.covered)" branches-valid="\(rates.branches.total)" complexity="0" \
      version="rulesc" timestamp="0">
        <sources>
          <source>.</source>
        </sources>
        <packages>
          <package name="rules" \(rates.attributes) complexity="0">
            <classes>

      """
    for file in files {
      let path = TestReport.xml(file.file.path)
      text += "        <class name=\"\(path)\" filename=\"\(path)\" "
      text += "\(Rates(Array(file.lines.values)).attributes) complexity=\"0\">\n          <methods>\n"
      for function in file.functions {
        let numbers = file.numbers.filter { $0 >= function.line && $0 <= function.lastLine }
        let own = numbers.compactMap { file.lines[$0] }
        text += "            <method name=\"\(TestReport.xml(function.name))\" signature=\"()\" "
        text += "\(Rates(own).attributes) complexity=\"0\">\n              <lines>\n"
        for number in numbers { text += Self.xml(file.lines[number], number, indent: 16) }
        text += "              </lines>\n            </method>\n"
      }
      text += "          </methods>\n          <lines>\n"
      for number in file.numbers { text += Self.xml(file.lines[number], number, indent: 12) }
      text += "          </lines>\n        </class>\n"
    }
    return text + "      </classes>\n    </package>\n  </packages>\n</coverage>\n"
  }

  private static func xml(_ line: CoverageLines.Line?, _ number: Int, indent: Int) -> String {
    guard let line else { return "" }
    let blanks = String(repeating: " ", count: indent)
    let head = "\(blanks)<line number=\"\(number)\" hits=\"\(line.count)\""
    guard line.branches.total > 0 else { return head + " branch=\"false\"/>\n" }
    var text = head + " branch=\"true\" condition-coverage=\"\(share(line.branches)) "
    text += "(\(line.branches.covered)/\(line.branches.total))\">\n\(blanks)  <conditions>\n"
    for (place, entry) in line.parts.enumerated() {
      let ways = [entry.part.whenTrue, entry.part.whenFalse].filter { !$0.isImpossible }
      let share = share((ways.count { $0.count > 0 }, ways.count))
      text += "\(blanks)    <condition number=\"\(place)\" type=\"jump\" coverage=\"\(share)\"/>\n"
    }
    return text + "\(blanks)  </conditions>\n\(blanks)</line>\n"
  }

  private static func share(_ tally: (covered: Int, total: Int)) -> String {
    tally.total == 0 ? "100%" : "\(tally.covered * 100 / tally.total)%"
  }

  /// Shares of lines and branches.
  private struct Rates {
    let lines: (covered: Int, total: Int)
    let branches: (covered: Int, total: Int)

    init(_ all: [CoverageLines.Line]) {
      lines = (all.count { $0.count > 0 }, all.count)
      branches = all.reduce((0, 0)) { ($0.0 + $1.branches.covered, $0.1 + $1.branches.total) }
    }

    var attributes: String { "line-rate=\"\(Self.rate(lines))\" branch-rate=\"\(Self.rate(branches))\"" }

    /// From 0 to 1, four digits.
    private static func rate(_ tally: (covered: Int, total: Int)) -> String {
      guard tally.covered < tally.total else { return "1.0" }
      let digits = "\(tally.covered * 10_000 / tally.total)"
      return "0." + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
