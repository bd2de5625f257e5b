import RuleChecker
import RuleEngine
import RuleSource

/// What a step did against what is expected of it.
struct StepDifference {
  let suite: TestSuite
  let step: CheckedStep
  let outcome: TestResult.Step
  let matcher: ExpectationMatcher

  /// Whether an expectation of the step names the action.
  func isExpected(_ action: Action) -> Bool {
    step.expectations.contains { expectation in
      guard case .action = expectation.kind else { return false }
      return matcher.isMet(expectation, by: action)
    }
  }

  /// `missing` did not come out; after it every action that did.
  func changes(missing: CheckedExpectation?) -> [TestResult.Change] {
    var changes: [TestResult.Change] = []
    if let missing {
      changes.append(
        TestResult.Change(side: .missing, text: missing.words ?? suite.words(at: missing.range), rule: nil))
    }
    for action in outcome.actions where action.isOfRules {
      changes.append(
        TestResult.Change(
          side: isExpected(action) ? .same : .unexpected,
          text: ActionWords.text(of: action.kind, schema: suite.rules.schema), rule: action.rule))
    }
    return changes
  }

  /// The rules that would do `expected` and did not, each with what was missing; if none would, the rules that were
  /// looked at.
  func nearest(to expected: ExpectedAction) -> [String] {
    var near: [String] = []
    var others: [String] = []
    for entry in outcome.trace where !entry.verdict.isFiring {
      guard let reason = Self.reason(entry) else { continue }
      if suite.rules.rules.contains(where: { $0.identity == entry.rule && Self.does(expected, $0) }) {
        if !near.contains(reason) { near.append(reason) }
      } else if !others.contains(reason) {
        others.append(reason)
      }
    }
    if !near.isEmpty { return near }
    guard let rule = suite.rules.rules.first(where: { !$0.isOff && Self.does(expected, $0) }) else {
      return ["no rule does this"] + others.prefix(3)
    }
    if outcome.trace.contains(where: { $0.rule == rule.identity && $0.verdict.isFiring }) { return [] }
    return ["`\(rule.identity)` does something like it, and no trigger of it matched"] + others.prefix(3)
  }

  /// Why a rule that was looked at did not fire.
  private static func reason(_ entry: TraceEntry) -> String? {
    switch entry.verdict {
    case .otherPipeline, .notTriggered, .fired, .firedRow: nil
    case .conditionFalse(let part, let holds, let value):
      "`\(entry.rule)` nearly fired: `\(part)` is \(holds ? "true" : "false") (\(value)) and would have to be "
        + (holds ? "false" : "true")
    default: "`\(entry.rule)` \(TraceWords.text(of: entry.verdict))"
    }
  }

  private static func does(_ expected: ExpectedAction, _ rule: CheckedRule) -> Bool {
    rule.arms.contains { $0.actions.contains { isAlike(expected, $0) } }
  }

  /// The same verb, and the same thing that is written or named.
  private static func isAlike(_ expected: ExpectedAction, _ action: CheckedAction) -> Bool {
    switch (expected, action) {
    case (.createTicket, .createTicket), (.assign, .assign), (.rotate, .rotate),
      (.sendNotification, .sendNotification), (.sendMessage, .sendMessage), (.notify, .notify),
      (.createTask, .createTask), (.addNote, .addNote):
      true
    case (.move(.exactly(let stage)), .move(let other)): stage == other
    case (.move(.anything), .move): true
    case (.sendEmail(.exactly(let template), _), .sendEmail(let other, _)): template == other
    case (.sendEmail(.anything, _), .sendEmail): true
    case (.call(let index, _), .call(let other, _)): index == other
    case (.set(let field, _), .set(let other, _)), (.set(let field, _), .raise(let other, _)),
      (.set(let field, _), .increase(let other, _)), (.raise(let field, _), .raise(let other, _)),
      (.raise(let field, _), .set(let other, _)), (.clear(let field), .clear(let other)),
      (.increase(let field), .increase(let other, _)), (.add(_, let field), .add(_, let other)),
      (.remove(_, let field), .remove(_, let other)), (.remove(_, let field), .removeMatching(_, let other)):
      field == other
    default: false
    }
  }
}

extension TestSuite {
  /// What is written at `range`, on one line.
  func words(at range: SourceRange) -> String {
    guard let bytes = bytes(at: range) else { return "" }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Where `text` stands inside `range`.
  func place(of text: String, in range: SourceRange) -> SourceRange? {
    guard let bytes = bytes(at: range) else { return nil }
    let words = Array(text.utf8)
    guard !words.isEmpty, words.count <= bytes.count else { return nil }
    for start in bytes.startIndex...(bytes.endIndex - words.count)
    where bytes[start..<(start + words.count)].elementsEqual(words) {
      return SourceRange(file: Int(range.fileIndex), start: start, end: start + words.count)
    }
    return nil
  }

  private func bytes(at range: SourceRange) -> ArraySlice<UInt8>? {
    let index = Int(range.fileIndex)
    guard files.indices.contains(index), range.end <= files[index].bytes.count else { return nil }
    return files[index].bytes[range.start..<range.end]
  }
}
