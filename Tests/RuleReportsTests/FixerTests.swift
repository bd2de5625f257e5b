import RuleCompiler
import RuleSource
import Testing

@Suite("Fixes are made once, whole, and never in a comment")
struct FixerTests {
  /// Each word of `rules` that is there is a mistake whose fix is the text beside it.
  private static func fixed(
    _ text: String, _ rules: [(word: String, fix: String, Fix.Safety)], isUnsafe: Bool = false
  ) -> (text: String, made: Int) {
    let outcome = Fixer(isUnsafe: isUnsafe) { files in
      rules.flatMap { word, fix, safety in
        places(of: word, in: files[0]).map { place in
          Diagnostic(.error, "E9001", "not `\(word)`", at: place, fix: .replace(place, with: fix, safety))
        }
      }
    }.fix([OddRulebook.file("a.rules", text)])
    return (String(decoding: outcome.files[0].bytes, as: UTF8.self), outcome.made)
  }

  private static func places(of word: String, in file: SourceFile) -> [SourceRange] {
    let wanted = Array(word.utf8)
    return file.bytes.indices.filter { file.bytes[$0...].starts(with: wanted) }.map {
      SourceRange(file: 0, start: $0, end: $0 + wanted.count)
    }
  }

  @Test("Safe fixes are made, the others only when asked for")
  func safety() {
    let rules: [(String, String, Fix.Safety)] = [("if", "when", .safe), ("Nwe", "New", .unsafe)]
    #expect(Self.fixed("if stage is Nwe", rules) == ("when stage is Nwe", 1))
    #expect(Self.fixed("if stage is Nwe", rules, isUnsafe: true) == ("when stage is New", 2))
  }

  private static let removals = [
    ("a please b", "a b"), ("a please\nb", "a\nb"), ("please b", "b"), ("  please b", "  b"),
    ("a\n  please\nb", "a\nb"),
    ("a\r\nplease\r\nb", "a\r\nb"), ("(please b)", "(b)"), ("(b please)", "(b)"), ("(please)", "()"), ("a please", "a"),
    ("a please, b", "a, b"), ("please", ""), ("a  please  b", "a   b"),
  ]

  @Test("What goes takes one blank with it, or its line", arguments: removals)
  func removal(_ example: (before: String, after: String)) {
    #expect(Self.fixed(example.before, [("please", "", .safe)]) == (example.after, 1))
  }

  @Test("Of two fixes that meet the first wins, and the other comes next")
  func overlap() {
    #expect(Self.fixed("abab", [("ab", "x", .safe), ("ba", "y", .safe)]) == ("xx", 2))
    #expect(Self.fixed("abc", [("ab", "bc", .safe), ("bc", "z", .safe)]) == ("zc", 2))
  }

  @Test("Comments stay, also where a fix would turn them into something else")
  func comments() {
    #expect(Self.fixed("if a # if b\n", [("if", "when", .safe)]) == ("when a # if b\n", 1))
    #expect(
      Self.fixed("say x # x\nif y\n", [("x", "\"x", .safe), ("if", "when", .safe)]) == ("say x # x\nwhen y\n", 1))
    #expect(Self.fixed("a b # c\n", [("b", "# b", .safe)]) == ("a b # c\n", 0))
  }

  @Test("A fix that fixes nothing is made once, and fixes in a circle end")
  func circles() {
    #expect(Self.fixed("go", [("go", "go go", .safe)]) == ("go go", 1))
    #expect(Self.fixed("tick", [("tick", "tock", .safe), ("tock", "tick", .safe)]).made == 10)
  }

  @Test("Edits outside the file, or that overlap each other, are not made")
  func unsound() {
    let file = OddRulebook.file("a.rules", "abc")
    func range(_ start: Int, _ end: Int, file: Int = 0) -> SourceRange {
      SourceRange(file: file, start: start, end: end)
    }
    let fixes: [Fix] = [
      Fix(.safe, [.init(range(2, 9), "x")]), Fix(.safe, [.init(range(0, 1, file: 7), "x")]),
      Fix(.safe, [.init(range(0, 2), "x"), .init(range(1, 3), "y")]), Fix(.safe, [.init(range(0, 1), "a")]),
      Fix(.safe, []),
    ]
    let outcome = Fixer(isUnsafe: true) { _ in
      fixes.enumerated().map { Diagnostic(.error, "E9001", "\($0.offset)", at: range(0, 1), fix: $0.element) }
    }.fix([file])
    #expect(outcome.made == 0)
  }

  @Test("A fix may change several files, or none of them")
  func severalFiles() {
    let files = [OddRulebook.file("a.rules", "old"), OddRulebook.file("b.rules", "say old  # old\n")]
    let outcome = Fixer(isUnsafe: false) { files in
      guard files[0].bytes == Array("old".utf8) else { return [] }
      let places = files.indices.map { OddRulebook.range("old", in: files[$0], index: $0) }
      return [Diagnostic(.error, "E9001", "m", at: places[0], fix: Fix(.safe, places.map { .init($0, "new") }))]
    }.fix(files)
    #expect(outcome.files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["new", "say new  # old\n"])
  }

  @Test("Ten thousand fixes cost no more than a few checks")
  func many() {
    let text = String(repeating: "if a # if\n", count: 10_000)
    #expect(Self.fixed(text, [("if", "when", .safe)]).made == 10_000)
  }
}
