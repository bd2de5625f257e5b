import RuleSource

/// Pipelines and their stages.
extension Parser {
  // pipeline = "pipeline" , name , [ "id" , string ] , [ "default" ] , [ "without" , "close" , "date" ] ,
  //            stage_decl , { stage_decl } ;
  func parsePipeline() -> ItemSyntax? {
    let first = position
    _ = take(.pipeline)
    guard let name = parseName("the name of the pipeline", before: .words(.id, .default, .without)) else { return nil }
    let id = parseId()
    var isDefault = false
    var hasCloseDate = true
    if keyword(of: .words(.default), before: .word(.words(.without, .stage))) != nil {
      advance()
      isDefault = true
    }
    if keyword(of: .words(.without), before: .word(.words(.close))) != nil {
      advance()
      if expect(.close, before: .word(.words(.date))), expect(.date, before: .word(.words(.stage))) {
        hasCloseDate = false
      }
    }
    let stages = parseStages()
    if stages.isEmpty {
      report(
        .pipelineWithoutStage(name.text, at: name.range)
          .mended(by: id == nil && !isDefault ? .insert("for", before: range(lexeme(first)), .unsafe) : nil))
      if id == nil, !isDefault, !isItemBrokenBeforeStages {
        return .scope(ScopeSyntax(pipelines: [name], range: rangeSince(first)))
      }
    }
    return .pipeline(
      PipelineSyntax(
        name: name, id: id, isDefault: isDefault, hasCloseDate: hasCloseDate, stages: stages,
        isBroken: isBrokenItem(since: first),
        range: rangeSince(first)))
  }

  /// Whether the text after the pipeline's name is something else than the next item.
  private var isItemBrokenBeforeStages: Bool { !isItemStart(position) }

  private func parseId() -> NameSyntax? {
    guard keyword(of: .words(.id), before: .text) != nil else { return nil }
    advance()
    return parseText("the id")
  }

  private func parseStages() -> [StageSyntax] {
    var stages: [StageSyntax] = []
    var progress = LoopProgress()
    while !isAtEnd, progress.assertAdvanced(position) {
      if atAnyCase(.stage) || !isItemStart(position) && keyword(of: .words(.stage), before: .name) != nil {
        if let stage = parseStage() { stages.append(stage) }
      } else if isItemStart(position) {
        break
      } else if isStageWithoutWord {
        report(missing("stage", startsLine: true))
        if let stage = parseStage() { stages.append(stage) }
      } else if current.isFirstOnLine, !isMuted {
        break
      } else if !skipDoubled() {
        report(.unexpected(found, after: description(of: lexeme(position - 1)), at: range(current)))
        position += 1
        skip(to: .words(.stage))
      }
      // A stage is a part of its own: its mistakes do not hide those of the next.
      if at(.stage) { isMuted = false }
    }
    return stages
  }

  /// Whether a stage stands here whose first word was left out.
  private var isStageWithoutWord: Bool {
    guard isNameLike(current) else { return false }
    let next = ahead(1)
    if next.keyword == .id { return ahead(2).kind == .string && ahead(3).kind != .colon }
    if next.keyword == .closed { return true }
    return next.isFirstOnLine && current.isFirstOnLine && (next.keyword == .stage || isItemStart(position + 1))
  }

  // stage_decl = "stage" , name , [ "id" , string ] , [ "closed" ] ;
  private func parseStage() -> StageSyntax? {
    let first = position
    _ = take(.stage)
    guard let name = parseName("the name of the stage", before: .words(.id, .closed, .stage)) else { return nil }
    let id = parseId()
    var isClosed = false
    if !current.isFirstOnLine || atAnyCase(.closed), keyword(of: .words(.closed), before: .end) != nil {
      advance()
      isClosed = true
    }
    return StageSyntax(name: name, id: id, isClosed: isClosed, range: rangeSince(first))
  }
}
