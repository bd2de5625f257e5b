import Testing

@Suite struct RuleReportsTests {
}
