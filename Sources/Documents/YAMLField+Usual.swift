import Diagnostics

extension YAMLField {
  /// A number that has to be allowed and should be usual.
  ///
  /// - Parameters:
  ///   - hint: What an error says where no slip explains the value.
  ///   - warnings: Receives a warning that names the likely slip where the value is allowed but unusual.
  package func number(
    in range: NumberRange, usual: UsualRange, hint: String? = nil, errors: inout [InputError],
    warnings: inout [InputError]
  ) -> Double? {
    guard let value = allowedNumber(in: range, usual: usual, hint: hint, errors: &errors) else {
      return nil
    }
    if let warning = usual.warning(of: value, path, at: location) { warnings.append(warning) }
    return value
  }

  /// A number that has to be allowed; what is usual is only asked for the remedy.
  ///
  /// - Parameter hint: What an error says where no slip explains the value.
  package func allowedNumber(
    in range: NumberRange, usual: UsualRange, hint: String? = nil, errors: inout [InputError]
  ) -> Double? {
    guard let value = number(errors: &errors) else { return nil }
    if range.contains(value) { return value }
    errors.append(
      usual.refusal(of: value, path, found: node.words, allowed: range, at: location, hint: hint))
    return nil
  }
}
