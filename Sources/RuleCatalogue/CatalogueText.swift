extension Catalogue {
  /// What checking a failing example gave.
  package struct Answer: Sendable {
    /// The message, ending in a line end; empty where the page has no text to check.
    package let message: String
    /// The option of `rulesc check` that makes the edit which the message offers; nil where it offers none.
    package let option: String?

    package init(message: String, option: String?) {
      self.message = message
      self.option = option
    }
  }

  /// `grammar/diagnostics.md`: the index of all codes by group, then every page.
  ///
  /// `answer` tells what the failing example of a page gives.
  package static func markdown(answer: (Page) -> Answer) -> String {
    var text = """
      # Every message and what it means

      `rulesc explain E0203` shows a page of this list in the terminal. Codes that begin with E stop the rulebook from
      being used, W warns of what is probably not meant, H hints at what would be nicer. A code means the same for ever.

      What a message offers as an edit, `rulesc check --fix` makes; `--unsafe-fixes` makes those as well that may not be what
      was meant. The examples are written for the small support desk at the end of this page, unless they declare one themselves.

      """
    let groups = PageGroup.allCases.map { group in
      (group, pages.filter { PageGroup(code: $0.code) == group })
    }.filter { !$0.1.isEmpty }
    for (group, pages) in groups {
      text +=
        "\n## Index: \(group.title)\n\n\(group.summary)\n\n| code | name | what it means | edit |\n|---|---|---|---|\n"
      for page in pages {
        // A bar would end the cell, also between backticks.
        let summary = page.summary.replacing("|", with: "\\|")
        let option = answer(page).option.map { "`\($0)`" } ?? ""
        text += "| [\(page.code)](#\(page.anchor)) | \(page.name) | \(summary) | \(option) |\n"
      }
    }
    for (group, pages) in groups {
      text += "\n## \(group.title)\n"
      for page in pages { text += "\n" + page.markdown(message: answer(page).message) }
    }
    return text + "\n## The desk of the examples\n\n```rules vocabulary\n\(vocabulary)```\n"
  }
}
