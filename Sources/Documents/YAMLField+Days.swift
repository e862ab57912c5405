import Diagnostics
import Tables

extension YAMLField {
  /// A length of time in days: a number and a unit, `30 d` or `12 h`.
  ///
  /// - Returns: Days, positive; `nil` after an error.
  package func days(errors: inout [InputError]) -> Double? {
    let demand = "it must be a length of time such as 30 d or 12 h"
    guard case .scalar(let scalar) = node.content, !scalar.isMissing else {
      errors.append(refused(demand, hint: "write a number, a blank and d or h"))
      return nil
    }
    let parts = scalar.text.split(separator: " ")
    guard parts.count == 2, parts[1] == "d" || parts[1] == "h" else {
      let isBare = parts.count == 1 && YAMLNumber.isNumberLike(scalar.text)
      let bare = isBare ? scalar.text.prefix { $0.isNumber || $0 == "." } : ""
      errors.append(
        refused(
          demand,
          hint: isBare ? "write \(bare) d for days" : "the units are d (days) and h (hours)"))
      return nil
    }
    do {
      let number = try YAMLNumber.parse(YAMLScalar(text: String(parts[0]), isPlain: true))
      let days = parts[1] == "d" ? number : number / 24
      if days > 0 && days <= 36_500 { return days }
      errors.append(
        refused("it must be longer than nothing and at most 100 years", hint: "write 30 d or 12 h"))
    } catch {
      errors.append(refused(error.reason, hint: error.remedy))
    }
    return nil
  }
}
