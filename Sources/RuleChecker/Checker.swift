package import RuleSource
package import RuleSyntax

internal import RuleSchema

/// What `sources`, a rulebook in canonical order (path bytewise), means, and everything that is wrong with it.
///
/// `parseDiagnostics` are the messages of the parser: they are passed on, in order with the checker's own. There are
/// rules exactly if no message, of the parser or of this phase, is an error.
package func check(
  _ sources: [(file: SourceFile, tree: SyntaxTree)], parseDiagnostics: [Diagnostic] = []
) -> (rules: CheckedRules?, diagnostics: [Diagnostic]) {
  var places: [RulePlace]?
  return check(sources, parseDiagnostics: parseDiagnostics, notingPlaces: &places)
}

/// As above; where `places` is not `nil` it gets the pipeline of every rule, of those with errors, too.
package func check(
  _ sources: [(file: SourceFile, tree: SyntaxTree)], parseDiagnostics: [Diagnostic],
  notingPlaces places: inout [RulePlace]?
) -> (rules: CheckedRules?, diagnostics: [Diagnostic]) {
  var checker = Checker(sources: sources)
  checker.declareVocabulary()
  checker.checkDefinitions()
  checker.placeRules()
  if places != nil { places = RulePlace.places(of: checker.rules) }
  let (checked, contested) = checker.checkRules()
  checker.checkOverrides()
  checker.checkEdition()
  checker.findConflicts(among: checked, contested)
  checker.findUnusedOverrides(among: checked)
  let tests = checker.checkTests()
  let promises = checker.checkPromises()

  let diagnostics = oneForEachMistake(parseDiagnostics, checker.diagnostics, in: sources)
  guard !diagnostics.contains(where: { $0.severity == .error }) else {
    return (nil, Diagnostic.inOrder(diagnostics + checker.possibleConflicts.compactMap(\.likely)))
  }
  let rules = CheckedRules(
    schema: checker.vocabulary.schema, rules: checked.rules, onCount: checked.onCount, tests: tests, promises: promises,
    possibleConflicts: checker.possibleConflicts)
  return (rules, Diagnostic.inOrder(diagnostics))
}

/// The state of one check: the vocabulary so far, the definitions and rules, the messages.
struct Checker {
  let sources: [(file: SourceFile, tree: SyntaxTree)]
  /// The bytes of each file. Apart, since to take a file out of `sources` copies it and its tree, part by part.
  let texts: [[UInt8]]
  private(set) var diagnostics: [Diagnostic] = []
  var vocabulary = Vocabulary()
  /// In canonical order, as `rules`.
  var definitions: [Definition] = []
  var rules: [RuleEntry] = []
  var tests: [TestEntry] = []
  var promises: [PromiseEntry] = []
  /// What the words being checked may refer to.
  var context = Context()
  /// What the definition being checked reads.
  var reads = Reads()
  /// By file, each `for pipeline` in text order.
  var scopes: [[ScopeSyntax]]
  /// Placeholders found so far, by what is written between the braces; without those that need a message.
  var knownPlaceholders = NameTable<Field>()
  /// What was meant by names that are not declared.
  var guesses = Guesses()
  /// Tests of rules that mean the same in each of them, by their words.
  var knownTests = KnownWords<KnownTest>()
  /// Actions that mean the same in each rule, by their words: alone in a list, as they are in most arms.
  var knownActions = KnownWords<CheckedAction>()
  /// Limits of rules that have but one, by its words.
  var knownLimits = KnownWords<[CheckedRule.Limit]>()
  /// Triggers of rules by their words. Uses: of each pipeline that of rules that leave it unsaid, then that of others.
  var knownTriggers = KnownWords<[CheckedTrigger]>()
  /// By team the list of that recipient alone, of the first teams.
  var onlyTeams: [[Recipient]] = []
  /// That no calendar is the default was said: one mistake, however often business time is asked for.
  var saidNoDefaultCalendar = false
  /// The `limit answers` of the rulebook.
  var answerLimitPlace: SourceRange?
  /// Whether a rule is to override another.
  var hasOverrides = false
  /// Conflicts that are not certain.
  var possibleConflicts: [PossibleConflict] = []
  /// Errors so far: what compares it before and after knows whether it went well.
  private(set) var errorCount = 0

  init(sources: [(file: SourceFile, tree: SyntaxTree)]) {
    self.sources = sources
    texts = sources.map(\.file.bytes)
    scopes = Array(repeating: [], count: sources.count)
  }

  /// Counts an error that was reported before, elsewhere.
  mutating func countKnownError() { errorCount += 1 }

  /// Forgets the messages from `index` on that `isNoise` picks; errors among them stay counted.
  mutating func dropDiagnostics(from index: Int, where isNoise: (Diagnostic) -> Bool) {
    let kept = diagnostics[index...].filter { !isNoise($0) }
    diagnostics.replaceSubrange(index..., with: kept)
  }

  /// Takes away what was said before about the same place, of what was said since there were `index` messages.
  mutating func keepOneOfEach(since index: Int) {
    var known: Set<Diagnostic> = []
    let kept = diagnostics[index...].filter { known.insert($0).inserted }
    diagnostics.replaceSubrange(index..., with: kept)
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    diagnostics.append(diagnostic)
  }

  /// The user's own words at `range`.
  func words(at range: SourceRange) -> String {
    sources[Int(range.fileIndex)].file.text(of: range)
  }
}
