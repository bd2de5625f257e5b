import Foundation

/// A Markdown page whose fenced blocks are rule files.
///
/// The first `rules` block is the page's vocabulary: a block without a `portal` is checked together with it.
struct DocumentationPage {
  /// A fenced block.
  struct Block {
    /// What stands behind the opening fence: `rules`, `rules error`, `text` …
    var info: String
    /// The line of the page that the opening fence is on, counted from 1.
    var line: Int
    var text: String

    var isRules: Bool { info == "rules" || isBroken }
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
    guard let first = blocks.firstIndex(where: \.isRules), first != index else { return nil }
    let bringsItsOwn = blocks[index].text.split(separator: "\n").contains { $0.hasPrefix("portal ") }
    return bringsItsOwn ? nil : blocks[first].text
  }
}
