import RuleCompiler
import RuleEngine
import RuleSource

/// A sample's rule files on the way a host takes: compiled to bytes, and the bytes loaded.
enum CompiledSample {
  struct HasErrors: Error { let messages: [String] }

  static func rulebook(of files: [SourceFile]) throws -> Rulebook {
    let compiled = Toolchain.compile(files)
    guard let output = compiled.output else { throw HasErrors(messages: compiled.diagnostics.map(\.message)) }
    return try Rulebook(bytes: output.bytes)
  }
}
