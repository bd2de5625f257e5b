import RuleEngine
import Testing

@Suite("Text")
struct TextTests {
  @Test(
    "Folding makes these equal",
    arguments: [
      ("HELLO", "hello"), ("ÄÖÜ", "äöü"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("Привет", "ПРИВЕТ"), ("\u{212A}", "k"),
      ("\u{1E9E}", "ß"), ("\u{10400}", "\u{10428}"), ("Ǆ", "ǆ"), ("ǅ", "ǆ"), ("\u{13A0}", "\u{AB70}"), ("ſ", "S"),
      ("\u{1F88}", "\u{1F80}"), ("", ""),
    ])
  func equal(left: String, right: String) {
    #expect(FoldedText(left) == FoldedText(right))
  }

  @Test("Folding keeps these apart", arguments: [("ß", "ss"), ("é", "e\u{301}"), ("İ", "i"), ("ı", "i"), ("a", "b")])
  func different(left: String, right: String) {
    #expect(FoldedText(left) != FoldedText(right))
  }

  @Test("Parts of texts")
  func parts() {
    let text = FoldedText("Printer ÜBERHITZT again")
    #expect(text.contains(FoldedText("überHITZT")) && text.contains(FoldedText("")))
    #expect(!text.contains(FoldedText("überhitzter")) && !FoldedText("").contains(FoldedText("a")))
    #expect(text.hasPrefix(FoldedText("PRINTER")) && !text.hasPrefix(FoldedText("again")))
    #expect(text.hasSuffix(FoldedText("AGAIN")) && !FoldedText("n").hasSuffix(FoldedText("again")))
  }

  @Test("A text made to be slow is searched in linear time")
  func slowText() {
    let text = FoldedText(String(repeating: "a", count: 200_000))
    let half = String(repeating: "a", count: 100_000)
    #expect(!text.contains(FoldedText(half + "b")))
    #expect(
      FoldedText(text.bytes.isEmpty ? "" : String(repeating: "a", count: 200_000) + "b").contains(
        FoldedText(half + "b")))
  }

  @Test(
    "Globs",
    arguments: [
      ("*@mail.example", "Jo@MAIL.example", true), ("*@mail.example", "jo@mail.example.org", false), ("*", "", true),
      ("", "", true), ("", "a", false), ("?", "é", true), ("?", "", false), ("?", "ab", false), ("*?", "é", true),
      ("**a**", "xay", true), ("a*b*c", "axxbxxc", true), ("a*b*c", "axxcxxb", false), ("*aab", "aaaab", true),
      (#"\*x\?"#, "*X?", true), (#"\*x\?"#, "axb", false), (#"a\b"#, #"a\b"#, true), (#"a\"#, #"a\"#, true),
      ("workflow::*", "Workflow::done", true), ("Ä*", "äpfel", true), ("?*?", "a", false), ("?*?", "ab", true),
    ])
  func glob(pattern: String, text: String, fits: Bool) {
    #expect(Glob(pattern).matches(text) == fits)
  }

  @Test("A glob of many stars does not blow up")
  func manyStars() {
    let glob = Glob(String(repeating: "a*", count: 30) + "b")
    #expect(!glob.matches(String(repeating: "a", count: 5_000)))
  }

  @Test(
    "Numbers print in shortest form",
    arguments: [
      (3, "3"), (-0.0, "0"), (0.1, "0.1"), (-2.5, "-2.5"), (1e21, "1e21"), (1e20, "100000000000000000000"),
      (1.5e300, "1.5e300"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.25e-10, "1.25e-10"), (123456.789, "123456.789"),
      (0.30000000000000004, "0.30000000000000004"), (9_007_199_254_740_992, "9007199254740992"),
      (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e308"), (.infinity, "null"), (.nan, "null"),
      (1e16, "10000000000000000"),
    ] as [(Double, String)])
  func number(number: Double, text: String) {
    #expect(NumberText.text(of: number) == text)
  }

  @Test(
    "Addresses",
    arguments: [
      ("a@b.example", "a@b.example"), ("Jo Doe <a@b.example>", "a@b.example"), ("<a@b.example>", "a@b.example"),
      (" a@b.example ", "a@b.example"), ("a@b.example (Jo)", "a@b.example"), ("\"<x>\" <a@b.example>", "a@b.example"),
      ("MAILER-DAEMON (Mail Delivery System)", "MAILER-DAEMON (Mail Delivery System)"), ("<>", "<>"), ("", ""),
    ])
  func address(text: String, address: String) {
    #expect(EmailAddress.extracted(from: text) == address)
  }

  @Test("Addresses compare without names and case, and lists separate outside quotes")
  func addresses() {
    #expect(EmailAddress.areEqual("Jo <A@B.Example>", "a@b.example") && !EmailAddress.areEqual("a@b", "a@c"))
    #expect(EmailAddress.list(in: #""Doe, Jo" <a@b>, c@d (x, y); <e@f>,, "#) == ["a@b", "c@d", "e@f"])
  }

  @Test("Keys depend on every part and where it ends")
  func keys() {
    // The FNV-1a of no bytes is the offset basis.
    #expect(ActionKey.make("move", []) == "move-6c62272e07bb014262b821756295c58d")
    let keys = [["a", "b"], ["ab"], ["ab", ""], ["", "ab"], ["b", "a"], ["a", "b", ""]].map { ActionKey.make("k", $0) }
    #expect(Set(keys).count == keys.count && keys.allSatisfy { $0.utf8.count == 34 })
  }
}
