import Testing

@Suite struct RuleLinterTests {
}
