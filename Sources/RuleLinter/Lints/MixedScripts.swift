import RuleSource
import RuleSyntax

//  A Cyrillic `а` in a Latin word looks right and is another name. Letters that look like no Latin one, as in `Δt`, are
//  no trap.

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
  /// The letters that look Latin and are not.
  let impostors: [Unicode.Scalar]
  /// The Latin letters in their places.
  var edits: [Fix.Edit]
  /// All letters are Latin once the edits are made.
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
      "`\(text)` mixes scripts: \(letters.prefix(4).joined(separator: ", ")) only \(impostors.count == 1 ? "looks" : "look") Latin",
      at: ranges[0],
      labels: ranges.dropFirst().prefix(3).map { Diagnostic.Label("the same letters", at: $0) },
      help: isMended
        ? "type it again in Latin letters\(more > 0 ? ", in all \(ranges.count) places" : "")"
        : "write the whole word in one script",
      notes: ["a name with another letter is another name, however alike both look"],
      fix: isMended ? Fix(.unsafe, edits) : nil)
  }
}

extension WrittenText.Word {
  fileprivate var mixedWords: [MixedWord] {
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

  private func mixedWord(_ run: [(scalar: Unicode.Scalar, range: SourceRange)]) -> MixedWord? {
    guard let first = run.first, let last = run.last, run.contains(where: { Script($0.scalar) == .latin }) else {
      return nil
    }
    var impostors: [Unicode.Scalar] = []
    var edits: [Fix.Edit] = []
    var isMended = true
    for (scalar, range) in run where Script(scalar) == .cyrillic || Script(scalar) == .greek {
      guard let latin = Confusables.latinLetter(like: scalar) else {
        isMended = false
        continue
      }
      if !impostors.contains(scalar) { impostors.append(scalar) }
      edits.append(Fix.Edit(range, String(Character(latin))))
    }
    guard !impostors.isEmpty else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: run.map(\.scalar))
    return MixedWord(
      text: String(text), ranges: [first.range.joined(to: last.range)], impostors: impostors, edits: edits,
      isMended: isMended)
  }
}
