//  Texts and their parts.

extension ProgramVerifier {
  func verifyTexts() throws(RulebookFileError) {
    let (strings, fields) = (mapped.strings.count, program.slotCount)
    var next = 0
    for number in mapped.texts.indices {
      let text = mapped.texts[number]
      try require(text.asWritten < strings, "there is no string \(text.asWritten)")
      try require(
        text.firstPart == next && text.endPart >= next && text.endPart <= mapped.parts.count,
        "the parts of text \(number) are not where they should be")
      for part in mapped.parts.rows(next..<text.endPart) {
        if part.isLiteral {
          try require(part.text < strings, "there is no string \(part.text)")
        } else {
          try require(part.field < fields, "text \(number) is about field \(part.field), which does not exist")
        }
      }
      next = text.endPart
    }
    try require(next == mapped.parts.count, "a part belongs to no text")
  }
}
