extension Catalogue {
  /// `grammar/diagnostics.md`: the index of all codes by group, then every page.
  ///
  /// `message` tells what the failing example of a page gives, ending in a line end; empty where it has none.
  package static func markdown(message: (Page) -> String) -> String {
    var text = """
      # Every message and what it means

      `rulesc explain E0203` shows a page of this list in the terminal. Codes that begin with E stop the rulebook from
      being used, W warns of what is probably not meant, H hints at what would be nicer. A code means the same for ever.

      The examples are written for the small support desk at the end of this page, unless they declare one themselves.

      """
    let groups = PageGroup.allCases.map { group in
      (group, pages.filter { PageGroup(code: $0.code) == group })
    }.filter { !$0.1.isEmpty }
    for (group, pages) in groups {
      text += "\n## Index: \(group.title)\n\n\(group.summary)\n\n| code | name | what it means |\n|---|---|---|\n"
      for page in pages {
        // A bar would end the cell, also between backticks.
        let summary = page.summary.replacing("|", with: "\\|")
        text += "| [\(page.code)](#\(page.anchor)) | \(page.name) | \(summary) |\n"
      }
    }
    for (group, pages) in groups {
      text += "\n## \(group.title)\n"
      for page in pages { text += "\n" + page.markdown(message: message(page)) }
    }
    return text + "\n## The desk of the examples\n\n```rules vocabulary\n\(vocabulary)```\n"
  }
}
