import RuleSource
import RuleSyntax

//  A Cyrillic `а` in a Latin word, or the other way round, looks right and is another name. Letters that look like none
//  of the script that most letters of the word have, as in `Δt`, are no trap.

let mixedScripts = TextLint(code: "W0509") { text in
  var words: [MixedWord] = []
  var known: [MixedWord.Key: Int] = [:]
  for word in text.foreignWords where word.kind != .comment {
    for mixed in word.mixedWords {
      let key = MixedWord.Key(file: mixed.ranges[0].fileIndex, text: mixed.text)
      if let index = known[key] {
        words[index].ranges += mixed.ranges
        words[index].edits += mixed.edits
      } else {
        known[key] = words.count
        words.append(mixed)
      }
    }
  }
  return words.map(\.diagnostic)
}

/// A word of letters of several scripts, with all its places in a file.
private struct MixedWord {
  struct Key: Hashable {
    let file: Int32
    let text: String
  }

  let text: String
  var ranges: [SourceRange]
  /// What most of its letters are.
  let script: Script
  /// The letters that look so and are not.
  let impostors: [Unicode.Scalar]
  /// The right letters in their places.
  var edits: [Fix.Edit]
  /// All letters are of one script once the edits are made.
  let isMended: Bool

  var diagnostic: Diagnostic {
    let letters = impostors.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "`\(scalar)` (U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits), "
        + "\(Script(scalar)?.rawValue ?? "another script"))"
    }
    let more = ranges.count - 1
    return Diagnostic(
      .warning, "W0509",
      "`\(text)` mixes scripts: \(letters.prefix(4).joined(separator: ", ")) only \(impostors.count == 1 ? "looks" : "look") \(script.rawValue)",
      at: ranges[0],
      labels: ranges.dropFirst().prefix(3).map { Diagnostic.Label("the same letters", at: $0) },
      help: isMended
        ? "type it again in \(script.rawValue) letters\(more > 0 ? ", in all \(ranges.count) places" : "")"
        : "write the whole word in one script",
      notes: ["a name with another letter is another name, however alike both look"],
      fix: isMended ? Fix(.unsafe, edits) : nil)
  }
}

extension WrittenText.Word {
  fileprivate var mixedWords: [MixedWord] {
    guard hasScripts else { return [] }
    var found: [MixedWord] = []
    var run: [(scalar: Unicode.Scalar, range: SourceRange)] = []
    for (scalar, range) in scalars {
      if scalar.properties.isAlphabetic {
        run.append((scalar, range))
      } else {
        if let mixed = mixedWord(run) { found.append(mixed) }
        run = []
      }
    }
    if let mixed = mixedWord(run) { found.append(mixed) }
    return found
  }

  /// Whether its letters are of several scripts.
  private var hasScripts: Bool {
    var first: Script?
    for scalar in text.unicodeScalars {
      guard let script = Script(scalar) else { continue }
      if let first, first != script { return true }
      first = script
    }
    return false
  }

  private func mixedWord(_ run: [(scalar: Unicode.Scalar, range: SourceRange)]) -> MixedWord? {
    guard let first = run.first, let last = run.last else { return nil }
    let letters = run.compactMap { letter in
      Script(letter.scalar).map { (script: $0, scalar: letter.scalar, letter.range) }
    }
    let counts = [Script.latin, .cyrillic, .greek].map { script in letters.count { $0.script == script } }
    guard counts.count(where: { $0 > 0 }) > 1, let most = counts.max() else { return nil }
    let script = counts[0] == most ? Script.latin : counts[1] == most ? .cyrillic : .greek
    var impostors: [Unicode.Scalar] = []
    var edits: [Fix.Edit] = []
    var isMended = true
    for (own, scalar, range) in letters where own != script {
      guard let right = Confusables.letter(of: script, like: scalar) else {
        isMended = false
        continue
      }
      if !impostors.contains(scalar) { impostors.append(scalar) }
      edits.append(Fix.Edit(range, String(Character(right))))
    }
    guard !impostors.isEmpty else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: run.map(\.scalar))
    return MixedWord(
      text: String(text), ranges: [first.range.joined(to: last.range)], script: script, impostors: impostors,
      edits: edits,
      isMended: isMended)
  }
}
