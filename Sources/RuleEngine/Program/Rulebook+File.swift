extension Rulebook {
  /// The rulebook that `rulesc compile` wrote as `bytes`.
  ///
  /// - Throws: why the bytes are no rulebook that this engine can run; damaged bytes never trap.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(compiled bytes: [UInt8]) throws(RulebookFileError) {
    let file = try ProgramFile(decoding: bytes)
    self.init(program: file.program, checksum: file.checksum)
  }
}
