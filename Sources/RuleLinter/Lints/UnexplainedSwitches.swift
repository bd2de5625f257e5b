import RuleChecker
import RuleSource

let unexplainedSwitches = Lint(codes: ["H0504"]) { subject in
  subject.indices { $0.isOff }.compactMap { index in
    let rule = subject.rules[index]
    guard !subject.hasCommentAbove(rule.range), !subject.hasComment(in: rule.range) else { return nil }
    return Diagnostic(
      .hint, "H0504", "\(subject.name(of: index)) is off, and no comment says why", at: subject.head(of: index),
      help: "write above it why it is kept and when it may come back, or remove it")
  }
}
