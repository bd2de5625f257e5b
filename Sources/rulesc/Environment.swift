internal import Glibc

/// The variables that the process was started with.
enum Environment {
  /// The value of a variable, if it is set.
  static func value(of name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
