import RuleSource

/// Writes lines as bytes.
struct LineWriter {
  private let file: SourceFile
  private let ruler: TokenRuler
  private let lineEnd: [UInt8]

  /// Lines end as the first line of the file does: with CRLF, or with LF.
  init(_ ruler: TokenRuler) {
    file = ruler.file
    self.ruler = ruler
    let bytes = ruler.file.bytes
    let first = bytes.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.endIndex
    let isCRLF = bytes[first...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    lineEnd = Array((isCRLF ? "\r\n" : "\n").utf8)
  }

  /// The text of `lines`, with one line end after each.
  func bytes(of lines: [FormattedLine]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.bytes.count + file.bytes.count / 4)
    for (index, line) in lines.enumerated() {
      if line.isAfterBlankLine, index > 0 { bytes += lineEnd }
      append(line, to: &bytes)
      bytes += lineEnd
    }
    return bytes
  }

  private func append(_ line: FormattedLine, to bytes: inout [UInt8]) {
    if case .verbatim(let range) = line.kind {
      bytes += file.bytes[range]
      return
    }
    appendBlanks(line.indent, to: &bytes)
    var stop = 0
    for index in line.tokens {
      if index > line.tokens.lowerBound, ruler.hasBlank(before: index) { bytes.append(UInt8(ascii: " ")) }
      if stop < line.padding.count, line.stops[stop] == index {
        appendBlanks(line.padding[stop], to: &bytes)
        stop += 1
      }
      bytes += ruler.tokens[index].bytes(in: file)
    }
    guard let comment = line.comment else { return }
    appendBlanks(1 + line.commentPadding, to: &bytes)
    bytes += ruler.tokens[comment].bytes(in: file)
  }

  private func appendBlanks(_ count: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
  }
}
