internal import RuleAnalysis
internal import RuleEngine
internal import RuleTesting

/// A difference of behaviour, ready to be said.
struct DifferenceReport {
  enum Format: String, CaseIterable { case text, json, markdown }

  /// One effect that is lost or gained.
  struct Entry {
    let isLost: Bool
    let effect: String
    /// The pipeline it is about; `nil` for new conversations.
    let pipeline: String?
    let kinds: UInt128
    let allKinds: UInt128
    let kindsWithEffect: UInt128
    let cases: [String]
    let areAllCases: Bool
    /// Whether an example was looked for: not where there are very many changes.
    let isTried: Bool
    let example: DifferenceExample?
  }

  /// Somebody who is told nothing any more.
  struct Silence {
    let recipient: String
    let pipeline: String?
    let kinds: UInt128
    let allKinds: UInt128
    let cases: [String]
    let areAllCases: Bool
  }

  let old: String
  let new: String
  let verdict: BehaviourDifference.Verdict
  let ruleCounts: (old: Int, new: Int)
  let changedCounts: (old: Int, new: Int)
  let settings: [String]
  private(set) var entries: [Entry] = []
  private(set) var silences: [Silence] = []
  private(set) var doubts: [String] = []

  /// How many cases of an effect are said.
  private static let casesShown = 4
  /// For how many effects an example is looked for.
  private static let examplesShown = 100

  init(old: (name: String, rulebook: Rulebook), new: (name: String, rulebook: Rulebook)) {
    let difference = BehaviourDifference(old: old.rulebook.program, new: new.rulebook.program)
    self.old = old.name
    self.new = new.name
    verdict = difference.verdict
    ruleCounts = difference.ruleCounts
    changedCounts = (difference.changedRules.old.count, difference.changedRules.new.count)
    settings = difference.settings.map(\.words)
    let program = difference.vocabulary
    let words = NetEffectWords(program: program)
    let examples = DifferenceExamples(old: old.rulebook, new: new.rulebook, vocabulary: program)
    for space in difference.spaces {
      var pipeline: String?
      if case .pipeline(let index) = space.scope { pipeline = program.pipelines[index].name }
      doubts += space.doubts.map { Self.words($0, pipeline, old.rulebook.program, new.rulebook.program) }
      guard let situations = space.situations else { continue }
      let phrases = SituationWords(situations: situations)
      func cases(_ region: SituationRegion) -> (cases: [SituationRegion.Case], isAll: Bool) {
        (try? region.cases(limit: Self.casesShown, in: situations)) ?? ([], false)
      }
      for change in space.shownChanges {
        let (found, isAll) = cases(change.region)
        entries.append(
          Entry(
            isLost: change.isLost, effect: words.text(change.key), pipeline: pipeline, kinds: change.region.kinds,
            allKinds: change.region.allKinds, kindsWithEffect: change.kindsWithEffect, cases: found.map(phrases.text),
            areAllCases: isAll, isTried: entries.count < Self.examplesShown,
            example: entries.count < Self.examplesShown
              ? examples.example(of: change.region, found, isLost: change.isLost, in: situations) : nil))
      }
      for silence in space.silences {
        let (found, isAll) = cases(silence.region)
        silences.append(
          Silence(
            recipient: words.recipient(silence.recipient), pipeline: pipeline, kinds: silence.region.kinds,
            allKinds: silence.region.allKinds, cases: found.map(phrases.text), areAllCases: isAll))
      }
    }
  }

  private static func words(
    _ doubt: SpaceDifference.Doubt, _ pipeline: String?, _ old: Program, _ new: Program
  ) -> String {
    let place = pipeline.map { "pipeline \(ActionWords.quoted($0))" } ?? "new conversations"
    switch doubt {
    case .budget: return "\(place): its rules are too entangled to be compared"
    case .chains(let before, let after):
      let names = before.map { old.rules[$0].identity } + after.map { new.rules[$0].identity }
      var seen: [String] = []
      for name in names where !seen.contains(name) { seen.append(name) }
      return
        "\(place): each round does the same, but rules that can follow from themselves, or act in several rounds, are cut differently"
        + " (\(ProgramWords.joined(seen.prefix(5).map { "\"\($0)\"" }, "and"))\(seen.count > 5 ? " and more" : "")),"
        + " so later rounds may differ"
    }
  }

  /// The whole report, with a line end.
  func text(in format: Format) -> String {
    switch format {
    case .text: PlainDifference(report: self, isMarkdown: false).text
    case .markdown: PlainDifference(report: self, isMarkdown: true).text
    case .json: json
    }
  }
}

extension SettingChange {
  /// The change in one sentence.
  fileprivate var words: String {
    func quoted(_ name: String) -> String { ActionWords.quoted(name) }
    return switch self {
    case .zone(let old, let new): "the time zone is \(new), was \(old)"
    case .answerLimit(let old, let new):
      "the contact is answered at most \(new.count) times in \(new.hours) hours, was \(old.count) in \(old.hours)"
    case .pipelineAdded(let name): "pipeline \(quoted(name)) is new"
    case .pipelineRemoved(let name): "pipeline \(quoted(name)) is gone"
    case .stageAdded(let name, let pipeline): "stage \(quoted(name)) of pipeline \(quoted(pipeline)) is new"
    case .stageRemoved(let name, let pipeline): "stage \(quoted(name)) of pipeline \(quoted(pipeline)) is gone"
    case .stageClosed(let name, let pipeline, let isClosed):
      "stage \(quoted(name)) of pipeline \(quoted(pipeline)) is \(isClosed ? "closed" : "open") now"
    case .closeDate(let pipeline, let isStamped):
      "pipeline \(quoted(pipeline)) has \(isStamped ? "close dates" : "no close dates any more")"
    case .defaultPipeline(let name): "pipeline \(quoted(name)) is the default"
    case .inbox(let name, let isLocked):
      "conversations of inbox \(quoted(name)) are \(isLocked ? "left alone now" : "looked at now")"
    case .labels(let name): "texts print other labels for \(name)"
    case .optionOrder(let property): "the options of \(property) are ordered differently"
    }
  }
}

extension SpaceDifference {
  /// That a limit counts more or fewer firings is worth a word only where nothing else changed.
  fileprivate var shownChanges: [EffectChange] {
    let others = changes.filter { if case .usesLimit = $0.key.effect { false } else { true } }
    return others.isEmpty ? changes : others
  }
}
