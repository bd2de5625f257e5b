import RuleReports
import RuleSource
import Testing

@Suite("Columns count what people see, or code points")
struct ColumnTests {
  /// The text before the place, its column in characters and in code points.
  private static let cases: [(String, Int, Int)] = [
    ("", 1, 1), ("abc", 4, 4), ("\t", 2, 2), ("\u{FEFF}a", 2, 2), ("e\u{301}", 2, 3), ("\u{65E5}\u{672C}", 3, 3),
    ("\u{5E9}\u{5DC}", 3, 3), ("\u{1F600}", 2, 2), ("\u{1F44D}\u{1F3FD}", 2, 3),
    ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", 2, 6), ("\u{1F1E9}\u{1F1EA}\u{1F1EB}", 3, 4),
    ("\u{2764}\u{FE0F}", 2, 3), ("\u{AC00}\u{1100}\u{1161}", 3, 4), ("a\r\nb", 2, 2), ("a\rb", 2, 2),
    (String(repeating: "e\u{301}", count: 2000), 2001, 4001),
  ]

  @Test("The column behind a text", arguments: cases)
  func column(_ example: (before: String, characters: Int, codePoints: Int)) {
    let file = OddRulebook.file("a", example.before + "x")
    let place = SourceRange(file: 0, start: file.bytes.count - 1, end: file.bytes.count)
    var characters = PositionFinder(files: [file], unit: .characters)
    var codePoints = PositionFinder(files: [file], unit: .codePoints)
    let columns = [characters.start(of: place).column, codePoints.start(of: place).column]
    #expect(columns == [example.characters, example.codePoints])
    #expect(characters.end(of: place).column == example.characters + 1)
  }

  @Test("Places asked for backwards in a long line are the places asked for forwards")
  func backwards() {
    let file = OddRulebook.file("a", String(repeating: "e\u{301}\u{1F468}\u{200D}\u{1F469} ", count: 500))
    let places = file.bytes.indices.filter { file.bytes[$0] & 0xC0 != 0x80 }.map {
      SourceRange(file: 0, start: $0, end: $0)
    }
    var forwards = PositionFinder(files: [file], unit: .characters)
    var backwards = PositionFinder(files: [file], unit: .characters)
    let expected = places.map { forwards.start(of: $0) }
    #expect(places.reversed().map { backwards.start(of: $0) }.reversed() == expected)
  }
}
