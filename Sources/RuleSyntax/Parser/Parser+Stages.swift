import RuleSource

/// Stages that are entered, left or changed.
extension Parser {
  func parseStageHappening() -> HappeningSyntax? {
    advance()
    if at(.stage), skipDoubled() {}
    if at(.changed) {
      advance()
      let (from, to) = parseFromTo()
      return .stageChanged(from: from, to: to)
    }
    if at(.becomes) {
      advance()
      return parseName("the name of a stage", before: eventFollow).map(HappeningSyntax.stageBecomes)
    }
    if at(.is), fits(.name, position + 1) {
      noteHabit(.stateAsTrigger("stage", at: range(current)).mended(by: removing(position, through: position)))
      advance()
    }
    return parseStageNames().map(HappeningSyntax.entered)
  }

  // names = name , { "," , name } ;
  func parseStageNames() -> [NameSyntax]? {
    guard let first = parseName("the name of a stage", before: eventFollow) else { return nil }
    var names = [first]
    var progress = LoopProgress()
    while progress.assertAdvanced(position) {
      if current.kind == .comma {
        let next = position + 1
        if isHappeningStart(next) || Self.structure.contains(lexeme(next).keyword) { break }
        advance()
        if current.kind == .comma, skipDoubled() {}
      } else if at(.or), fits(.name, position + 1), !isHappeningStart(position + 1), isListEnd(position + 2) {
        noteHabit(.orBetweenStages(text(ahead(1)), at: range(current)).mended(by: replacingCurrent(with: ",")))
        advance()
      } else {
        break
      }
      guard let name = parseName("the name of a stage", before: eventFollow) else { break }
      names.append(name)
    }
    return names
  }

  func isListEnd(_ index: Int) -> Bool {
    isEnd(index) || isActionStart(index) || eventFollow.contains(lexeme(index).keyword)
  }
}
