/// Every page, by code.
package enum Catalogue {
  /// The pages in the order of their codes.
  package static let pages: [Page] =
    (syntaxPages + habitPages + namePages + typePages + meaningPages + checkerAdditionsPages + testPages + lintPages
    + proofPages + promisePages)
    .sorted { $0.code < $1.code }

  /// The page of `code`, in any case; also by the page's name.
  package static func page(for code: String) -> Page? {
    let upper = code.uppercased()
    let lower = code.lowercased()
    return pages.first { $0.code == upper || $0.name == lower }
  }

  /// What the examples of the pages are written for: a small support desk.
  package static let vocabulary = """
    portal "Acme" edition professional in "Europe/Berlin"

    pipeline "Support Pipeline" id "0" default
      stage New                  id "1"
      stage "Waiting on contact" id "2"
      stage "Waiting on us"      id "3"
      stage Closed               id "4" closed

    pipeline Billing id "1"
      stage Received id "10"
      stage Review   id "11"
      stage Paid     id "12" closed

    property priority id "hs_ticket_priority": ordered one of Low, Medium, High, Urgent
    property labels: set of stale, billing, hardware, "lang/de"
    property amount: number
    property subject: text
    property "due date": date
    property vip: flag
    property backup: person
    property contact.language: one of en, de, fr
    property contact.name: text

    team "Tier 2"
    team Finance
    inbox "Support inbox" email "help@acme.example"
    inbox "Sales inbox" email "sales@acme.example" without tickets
    template Reminder
    list "Free mail": "*@mail.example", "*@free.example"
    calendar Office in "Europe/Berlin" default Monday to Friday 09:00 to 17:00 except 2026-12-25
    action "page on-call" with service: text with severity: one of low, high

    """
}
