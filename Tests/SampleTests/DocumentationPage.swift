import Foundation

/// A Markdown page whose fenced blocks are rule files.
///
/// A `rules vocabulary` block goes for those below it: one without a `portal` is checked together with the last of them.
struct DocumentationPage {
  /// A fenced block.
  struct Block {
    /// What stands behind the opening fence: `rules`, `rules vocabulary`, `rules error`, `text` …
    var info: String
    /// The line of the page that the opening fence is on, counted from 1.
    var line: Int
    var text: String

    var isRules: Bool { info == "rules" || isVocabulary || isBroken }
    var isVocabulary: Bool { info == "rules vocabulary" }
    var isBroken: Bool { info == "rules error" }
  }

  let path: String
  /// What is between the blocks: one piece more than there are blocks.
  private(set) var prose: [String]
  private(set) var blocks: [Block]

  init(path: String, text: String) {
    self.path = path
    prose = [""]
    blocks = []
    var isInside = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if !isInside {
          blocks.append(Block(info: String(line.dropFirst(3)), line: index + 1, text: ""))
          prose.append("")
        }
        isInside.toggle()
      } else if isInside {
        blocks[blocks.count - 1].text += line + "\n"
      } else {
        prose[prose.count - 1] += line + (index + 1 < lines.count ? "\n" : "")
      }
    }
  }

  /// The block that says what the messages of the broken block at `index` are.
  func messages(ofBlock index: Int) -> String? {
    guard blocks.indices.contains(index + 1), blocks[index + 1].info == "text" else { return nil }
    return blocks[index + 1].text
  }

  mutating func setMessages(_ text: String, ofBlock index: Int) {
    guard messages(ofBlock: index) != nil else { return }
    blocks[index + 1].text = text
  }

  /// A log of events on the page, the rules above it, and the block that says what comes out.
  struct Run {
    var rules: Int
    /// The instant up to which timers are delivered after the last line.
    var end: String
    var events: String
    var answer: Int
  }

  /// The blocks `json events until T` that have rules above them and a `text run` block below.
  var runs: [Run] {
    blocks.indices.compactMap { index in
      let prefix = "json events until "
      guard blocks[index].info.hasPrefix(prefix), blocks.indices.contains(index + 1),
        blocks[index + 1].info == "text run", let rules = blocks[..<index].lastIndex(where: { $0.info == "rules" })
      else { return nil }
      let end = String(blocks[index].info.dropFirst(prefix.count))
      return Run(rules: rules, end: end, events: blocks[index].text, answer: index + 1)
    }
  }

  mutating func setText(_ text: String, ofBlock index: Int) { blocks[index].text = text }

  /// The page as Markdown again.
  var markdown: String {
    var text = prose[0]
    for (block, next) in zip(blocks, prose.dropFirst()) {
      text += "```\(block.info)\n\(block.text)```\n\(next)"
    }
    return text
  }

  /// The vocabulary that the block at `index` is checked with, if it does not bring its own.
  func vocabulary(forBlock index: Int) -> String? {
    let bringsItsOwn = blocks[index].text.split(separator: "\n").contains { $0.hasPrefix("portal ") }
    return bringsItsOwn ? nil : blocks[..<index].last(where: \.isVocabulary)?.text
  }
}
