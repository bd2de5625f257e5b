extension Keyword {
  /// Every word, in the order of the cases.
  ///
  /// Written out once more: asking each case for its name at run time was a third of checking a one-rule file.
  static let words: [String] = {
    let words = written.utf8.split { $0 <= UInt8(ascii: " ") }.map { String(decoding: $0, as: UTF8.self) }
    assert(words == allCases.map { "\($0)" }, "the words are those of the cases")
    return words
  }()

  /// The same in one text.
  static let written = """
    plain rule test define for portal pipeline stage property team inbox template list calendar action on after
    every before when do then otherwise only table once at given expect and or not is has was known unknown
    today now changed becomes edition in id default without close date closed email tickets as professional
    enterprise starter free ordered one of set number text time flag person overrides off per ticket visit most
    times if new conversation created leaving reopened assigned unassigned activity sent to contact from record
    while answer answers limit postponed pipelines company except optional anywhere reply anyone including
    automatic message another thread note added delivery failed gained lost via by a an the agent automation
    integration chat form phone api reached contains starts ends with matches any all none matching least above
    below between value next last more less than ago business during outside hours minute minutes hour day days
    week weeks create task due move clear raise add remove increase assign actor creator nobody its rotate among
    send notification notify call owner cc followers pass passes fired fire did nothing promise exactly no never
    moves event emails messages tasks notes else are equals equal empty true false greater higher larger bigger
    lower smaller fewer does contain have start end match
    """
}
