package import RuleSource

/// Something that no test went through.
package struct CoverageGap: Sendable, Hashable {
  package let metric: Coverage.Metric
  /// `nil` for a stage.
  package let rule: String?
  package let place: SourceRange
  /// ``"`priority is High` was never false"``
  package let text: String
}

extension Coverage {
  /// What is missing, in the order of the text. What follows from another gap is not said again: of a condition that was
  /// never looked at the parts are not named.
  var foundGaps: [CoverageGap] {
    var gaps: [CoverageGap] = []
    for stage in stages where stage.count == 0 {
      gaps.append(
        CoverageGap(
          metric: .stages, rule: nil, place: stage.place,
          text: "no ticket was in stage `\(stage.name)` of pipeline `\(stage.pipeline)`"))
    }
    for rule in rules { gaps += rule.gaps(words) }
    return gaps.enumerated().sorted { left, right in
      let (first, second) = (left.element.place, right.element.place)
      return (first.fileIndex, Int32(line(of: first)), Int32(left.offset))
        < (second.fileIndex, Int32(line(of: second)), Int32(right.offset))
    }.map(\.element)
  }

  /// The part's words, and where they stand if that is in a definition: its line is another.
  private func words(of part: Part) -> String {
    guard let definition = part.definition, files.indices.contains(Int(definition.fileIndex)) else {
      return "`\(part.text)`"
    }
    let isHere = definition.fileIndex == part.place.fileIndex
    return "`\(part.text)` (\(isHere ? "line " : files[Int(definition.fileIndex)].path + ":")\(line(of: definition)))"
  }

  /// The line of a place, counted from 1.
  package func line(of place: SourceRange) -> Int {
    guard files.indices.contains(Int(place.fileIndex)) else { return 1 }
    return files[Int(place.fileIndex)].lineIndex(at: place.start) + 1
  }
}

extension Coverage.Rule {
  /// What is missing of the rule, its head first.
  func gaps(_ words: (Coverage.Part) -> String) -> [CoverageGap] {
    var gaps: [CoverageGap] = []
    func miss(_ metric: Coverage.Metric, _ place: SourceRange, _ text: String) {
      gaps.append(CoverageGap(metric: metric, rule: fullName, place: place, text: text))
    }
    // Every rule with a condition that was triggered has looked at one.
    let isIdle = count == 0 && conditions.allSatisfy { $0.count == 0 }
    if count == 0, !isImpossible || (isIdle && !conditions.isEmpty) {
      miss(
        isImpossible ? .outcomes : .rules, head,
        isIdle && !conditions.isEmpty ? "the rule was never triggered" : "the rule never fired")
    }
    guard !isIdle else { return gaps }
    for (number, arm) in arms.enumerated() where arm.count == 0 && !arm.isImpossible {
      let isLookedAt = !conditions.contains { $0.role == .arm(number) && $0.count == 0 }
      // Of the only arm the rule itself has said that it was not taken.
      if !isLookedAt {
        miss(.arms, arm.place, "\(label(ofArm: number)) was never looked at")
      } else if arms.count > 1 {
        miss(.arms, arm.place, "\(label(ofArm: number)) was never taken")
      }
    }
    for condition in conditions {
      guard condition.count > 0 else {
        if !condition.role.isOfArm {
          miss(.outcomes, condition.place, "\(label(of: condition.role)) was never looked at")
        }
        continue
      }
      for part in condition.parts {
        for (way, word) in [(part.whenTrue, "true"), (part.whenFalse, "false")] where way.isOpen {
          miss(.outcomes, part.place, "\(words(part)) was never \(word)")
        }
        guard part.canDecide, condition.parts.count > 1 else { continue }
        for (way, word) in [(part.whenTrue, "true"), (part.whenFalse, "false")] where way.count > 0 && way.deciding == 0
        {
          miss(.mcdc, part.place, "\(words(part)) was \(word) only where other parts decided")
        }
      }
    }
    return gaps
  }

  /// `row 3`, `otherwise`, `arm 2`
  package func label(ofArm number: Int) -> String {
    if let row = arms[number].row { return "row \(row)" }
    if arms.count == 1 { return "the condition" }
    if number > 0, !arms[number].hasCondition { return "`otherwise`" }
    return "arm \(number + 1)"
  }

  /// The condition in words.
  package func label(of role: Coverage.Condition.Role) -> String {
    switch role {
    case .guardCondition: return "`only if`"
    case .timer: return "the condition of `while`"
    case .arm(let number): return label(ofArm: number)
    }
  }
}

extension Coverage.Condition.Role {
  var isOfArm: Bool {
    if case .arm = self { true } else { false }
  }
}
