// swift-tools-version: 6.2
import PackageDescription

// RULES_STATIC=1: one file that needs no Swift on the machine and starts as fast as `true`, built with
//   RULES_STATIC=1 swift build -c release --product rulesc --scratch-path .build-static
// Only then, since `swift test -c release` cannot link so, and packages with unsafe flags cannot be depended on.
let isStatic = Context.environment["RULES_STATIC"] == "1"
let staticSwift: [SwiftSetting] = isStatic ? [.unsafeFlags(["-static-stdlib"])] : []
let staticLink: [LinkerSetting] =
  isStatic ? [.unsafeFlags(["-static-executable", "-Xlinker", "-s", "-Xlinker", "--gc-sections"])] : []

// RULES_FUZZ=1: `rules-fuzz` with libFuzzer and the address sanitizer, as .ci/fuzz.sh builds it.
let isFuzzed = Context.environment["RULES_FUZZ"] == "1"
let sanitizers: [SwiftSetting] =
  isFuzzed ? [.unsafeFlags(["-sanitize=fuzzer,address"]), .define("LIBFUZZER")] : []
let sanitizerLink: [LinkerSetting] =
  isFuzzed ? [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])] : []

// The settings every target is built with: see Sources/ARCHITECTURE.md.
let strict: [SwiftSetting] =
  sanitizers + [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]

let package = Package(
  name: "ticket-rules",
  products: [
    .library(name: "RuleEngine", targets: ["RuleEngine"]),
    .executable(name: "rulesc", targets: ["rulesc"]),
  ],
  targets: [
    // where is it?
    .target(name: "RuleSource", swiftSettings: strict),
    // what was written?
    .target(name: "RuleSyntax", dependencies: ["RuleSource"], swiftSettings: strict),
    // what is it about?
    .target(name: "RuleSchema", dependencies: ["RuleSource"], swiftSettings: strict),
    // what does it mean?
    .target(
      name: "RuleChecker", dependencies: ["RuleSource", "RuleSyntax", "RuleSchema"], swiftSettings: strict),
    // what does a code mean?
    .target(name: "RuleCatalogue", swiftSettings: strict),
    // is it wise?
    .target(
      name: "RuleLinter", dependencies: ["RuleSource", "RuleSyntax", "RuleSchema", "RuleChecker", "RuleCatalogue"],
      swiftSettings: strict),
    // how is it said?
    .target(name: "RuleReports", dependencies: ["RuleSource", "RuleCatalogue"], swiftSettings: strict),
    // what runs? Depends on nothing: a host links this module alone.
    .target(name: "RuleEngine", swiftSettings: strict),
    // what else is true?
    .target(name: "RuleAnalysis", dependencies: ["RuleEngine"], swiftSettings: strict),
    // how do we get there?
    .target(
      name: "RuleCompiler",
      dependencies: [
        "RuleSource", "RuleSyntax", "RuleSchema", "RuleChecker", "RuleLinter", "RuleEngine", "RuleAnalysis",
      ],
      swiftSettings: strict),
    // does it hold?
    .target(
      name: "RuleTesting",
      dependencies: [
        "RuleSource", "RuleSyntax", "RuleSchema", "RuleChecker", "RuleCompiler", "RuleEngine", "RuleAnalysis",
      ],
      swiftSettings: strict),
    // in the terminal
    .executableTarget(
      name: "rulesc",
      dependencies: [
        "RuleSource", "RuleCatalogue", "RuleReports", "RuleCompiler", "RuleEngine", "RuleAnalysis", "RuleTesting",
      ],
      swiftSettings: strict + staticSwift, linkerSettings: staticLink),

    // how fast is it? Links the engine; the compiler only makes its workload.
    .executableTarget(
      name: "rules-bench", dependencies: ["RuleSource", "RuleCompiler", "RuleEngine"], swiftSettings: strict),
    // does it survive anything?
    .executableTarget(
      name: "rules-fuzz", dependencies: ["RuleSource", "RuleCompiler", "RuleEngine"], swiftSettings: strict,
      linkerSettings: sanitizerLink),

    // what should have come out? The meaning, written plainly.
    .target(
      name: "ReferenceInterpreter", dependencies: ["RuleSource", "RuleSchema", "RuleChecker", "RuleEngine"],
      path: "Tests/ReferenceInterpreter", swiftSettings: strict),
    .testTarget(
      name: "PropertyTests",
      dependencies: [
        "RuleSource", "RuleSyntax", "RuleChecker", "RuleCompiler", "RuleEngine", "RuleAnalysis", "RuleTesting",
        "ReferenceInterpreter",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RuleSyntaxTests", dependencies: ["RuleSource", "RuleSyntax"], exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "RuleCheckerTests", dependencies: ["RuleSource", "RuleSyntax", "RuleSchema", "RuleChecker"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "CatalogueTests",
      dependencies: ["RuleSource", "RuleCatalogue", "RuleCompiler", "RuleEngine", "RuleAnalysis"],
      swiftSettings: strict),
    .testTarget(
      name: "RuleLinterTests", dependencies: ["RuleSource", "RuleCatalogue", "RuleReports", "RuleCompiler"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "RuleReportsTests",
      dependencies: ["RuleSource", "RuleCatalogue", "RuleReports", "RuleCompiler"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "RuleEngineTests", dependencies: ["RuleSource", "RuleCompiler", "RuleEngine"], swiftSettings: strict),
    .testTarget(
      name: "RuleCompilerTests", dependencies: ["RuleSource", "RuleCompiler", "RuleEngine"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "RuleAnalysisTests",
      dependencies: ["RuleSource", "RuleCatalogue", "RuleCompiler", "RuleEngine", "RuleAnalysis"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "RuleTestingTests", dependencies: ["RuleSource", "RuleCompiler", "RuleEngine", "RuleTesting"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    // do the samples and the pages say the truth?
    .testTarget(
      name: "SampleTests",
      dependencies: [
        "RuleSource", "RuleSyntax", "RuleSchema", "RuleChecker", "RuleCompiler", "RuleEngine", "RuleTesting",
      ],
      swiftSettings: strict),
    // does each sentence of the design come out?
    .testTarget(
      name: "ScenarioTests", dependencies: ["RuleSource", "RuleCompiler", "RuleEngine"], exclude: ["Scenarios"],
      swiftSettings: strict),
    // does rulesc do what its help says?
    .testTarget(
      name: "CommandTests", dependencies: ["rulesc", "RuleEngine"], exclude: ["Golden", "Fixtures"],
      swiftSettings: strict),
  ]
)
