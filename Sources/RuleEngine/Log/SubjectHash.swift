/// Hashes of ids: the same for texts that are equal, however those are written. Those of ASCII are the same in every process.
enum SubjectHash {
  /// The hash of an id.
  static func hash(of id: String) -> Int { hash(of: id.utf8.span) }

  /// The hash of an id in valid UTF-8.
  static func hash(of id: ByteSpan) -> Int {
    var mixture = UInt64(truncatingIfNeeded: id.count)
    var all: UInt64 = 0
    var offset = 0
    while offset &+ 8 <= id.count {
      let word = id.word(at: offset)
      all |= word
      mixture = mixed(mixture ^ word)
      offset &+= 8
    }
    var rest: UInt64 = 0
    while offset < id.count {
      rest = rest << 8 | UInt64(id[offset])
      offset &+= 1
    }
    all |= rest
    if all & 0x8080_8080_8080_8080 != 0 { return hash(ofLetters: id.string) }
    return Int(truncatingIfNeeded: mixed(mixture ^ rest))
  }

  /// The hash of an id that is not ASCII: it may be equal to one of other bytes, and even to one that is.
  private static func hash(ofLetters id: String) -> Int {
    var scalars = String.UnicodeScalarView()
    for scalar in id.unicodeScalars { scalars.append(asciiTwin(of: scalar) ?? scalar) }
    if scalars.allSatisfy(\.isASCII) { return hash(of: String(scalars)) }
    return id.hashValue
  }

  /// The ASCII character that Unicode calls equal to another one. Source: UnicodeData.txt, the canonical decompositions into
  /// one ASCII character.
  private static func asciiTwin(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "\u{37E}": ";"
    case "\u{1FEF}": "`"
    case "\u{212A}": "K"
    default: nil
    }
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word &* 0x9e37_79b9_7f4a_7c15
    return product ^ product >> 32
  }
}
