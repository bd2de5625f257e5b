import RuleSyntax

/// Lists of one recipient whom a word says: most messages go to one of these, and they share the list.
enum OnlyRecipient {
  private static let contact: [Recipient] = [.contact]
  private static let owner: [Recipient] = [.owner]
  private static let creator: [Recipient] = [.creator]
  private static let cc: [Recipient] = [.cc]
  private static let followers: [Recipient] = [.followers]

  /// `nil` for those who have a name.
  static func list(_ syntax: RecipientSyntax) -> [Recipient]? {
    switch syntax {
    case .contact: contact
    case .owner: owner
    case .creator: creator
    case .cc: cc
    case .followers: followers
    case .team, .its, .address: nil
    }
  }
}
