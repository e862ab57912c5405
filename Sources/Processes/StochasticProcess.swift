public import Diagnostics
public import Market
public import VectorMath

/// What a column of a process means, so that wiring can be checked when a plan is built.
public enum Quantity: String, Sendable, Hashable {
  /// ln(S / S₀) of a price.
  case logPrice
  /// Log return of the current step.
  case logReturn
  /// ln(E / E₀) of an exchange rate (or of the units of a rebasing token).
  case logExchangeRate
  /// Log discount x = −ln(1 − d); positive below redemption value.
  case logDiscount
  /// A rate per year, continuously compounded.
  case rate
  /// ln of a debt index relative to time 0.
  case logBorrowIndex
  /// ln of a supply index relative to time 0.
  case logSupplyIndex
  /// Exit wait of redeeming holders, in days.
  case exitWait
  /// Utilisation of a reserve, 0 ... 1.
  case utilisation
  /// State that only the process itself reads.
  case hidden
}

/// A column that a process owns and writes.
public struct ProcessOutput: Sendable, Hashable {
  /// Name of the column, for messages and for what reads it.
  public let name: String
  /// What it holds.
  public let quantity: Quantity

  /// A column of one meaning; names are unique in a process.
  public init(_ name: String, _ quantity: Quantity) {
    self.name = name
    self.quantity = quantity
  }
}

/// A column of another process that a process reads.
public struct ProcessInput: Sendable, Hashable {
  /// Which value of the step is read.
  public enum Moment: String, Sendable { case startOfStep, endOfStep }

  /// The key in the document, whose value is the name of the other factor.
  public let name: String
  /// What the other column must hold.
  public let quantity: Quantity
  /// Whether the value before or after the step is read.
  public let moment: Moment
  /// Whether the document may leave it out; the column is then `nil`.
  public let isOptional: Bool
  /// One line for `lstrisk list processes --long`.
  public let summary: String

  /// An input that a document must wire unless it is optional.
  public init(
    _ name: String, _ quantity: Quantity, _ moment: Moment, isOptional: Bool = false,
    _ summary: String
  ) {
    self.name = name
    self.quantity = quantity
    self.moment = moment
    self.isOptional = isOptional
    self.summary = summary
  }
}

/// A column of random numbers that a process asks for: one value per path and step.
public struct Shock: Sendable, Hashable {
  /// The law of the numbers in the column.
  public enum Law: Sendable, Hashable {
    /// Standard normal.
    case normal
    /// Student t with so many degrees of freedom, unit scale (variance ν / (ν − 2)).
    case studentT(Double)
  }

  /// The factor's name alone for the main shock (""), or a suffix such as `count`.
  public let name: String
  /// The law of the numbers, before any correlation with other columns.
  public let law: Law
  /// Whether the correlation matrix has a row for it; other columns are independent of everything.
  public let isCorrelated: Bool

  /// The main shock, a correlated normal, unless it is told otherwise.
  public init(_ name: String = "", _ law: Law = .normal, isCorrelated: Bool = true) {
    self.name = name
    self.law = law
    self.isCorrelated = isCorrelated
  }
}

/// The columns that a process works on, for one block of paths.
public struct ProcessColumns {
  /// Own columns, in the order of `outputs`; read and written.
  public let state: [Column]
  /// Columns of other processes, in the order of `inputs`; `nil` where an optional one is absent.
  public let inputs: [Column?]
  /// Random numbers, in the order of `shocks`; only read.
  public let shocks: [Column]
  /// Whether the shocks have the precision of `Float`, so that their factors need no more.
  public let shocksAreSingle: Bool

  /// Columns of one block, in the orders that the properties name.
  public init(
    state: [Column], inputs: [Column?] = [], shocks: [Column], shocksAreSingle: Bool = false
  ) {
    self.state = state
    self.inputs = inputs
    self.shocks = shocks
    self.shocksAreSingle = shocksAreSingle
  }
}

/// A factor of the market in discrete time: a pure function of its state, its inputs and its shocks.
///
/// A process never draws. It gets columns of standard normals (or of Student t, where it says so)
/// and advances a block of paths by one step of fixed length. An event or a count is a comparison
/// of a normal column with thresholds computed once: n ≥ 1 exactly where z > Φ⁻¹(1 − p).
///
/// To add one: copy `OrnsteinUhlenbeck.swift`, change it, add a line to `ProcessCatalog.all`.
public protocol StochasticProcess: Sendable {
  /// The word used in market documents, in kebab case.
  static var name: String { get }
  /// One line for `lstrisk list processes`.
  static var summary: String { get }
  /// Author, year, DOI.
  static var reference: String { get }
  static var parameters: [Parameter] { get }
  static var inputs: [ProcessInput] { get }
  static var outputs: [ProcessOutput] { get }
  /// Whether its price returns to par: it moves no price that is free.
  static var isPegged: Bool { get }

  /// - Parameters:
  ///   - parameters: Values that fit `Self.parameters`.
  ///   - step: The run's step; all constants of a step are computed here, once.
  /// - Throws: An error at the place of the parameter that does not fit another one or the step.
  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError)

  /// The random columns it reads at every step.
  var shocks: [Shock] { get }
  /// Volatility per square root of a year of the process's log price where that is a Brownian motion
  /// with drift driven by its first shock; `nil` otherwise. `monitoring: bridge` needs it.
  var brownianVolatility: Double? { get }
  /// Writes the state at time 0. Inputs hold their values at time 0.
  func setInitialState(_ columns: ProcessColumns)
  /// Advances every path of the block by one step.
  func advance(_ columns: ProcessColumns)
  /// A function that calls another one and then advances certain columns: a step of many processes asks for
  /// neither their types nor their columns. A requirement so that every process has its own compiled version;
  /// the default is enough for all.
  func advancing(_ columns: ProcessColumns, after earlier: @escaping () -> Void) -> () -> Void
}

extension StochasticProcess {
  /// None.
  public static var inputs: [ProcessInput] { [] }
  /// `false`: few prices have a par.
  public static var isPegged: Bool { false }
  /// `nil`: few processes are Brownian.
  public var brownianVolatility: Double? { nil }

  /// Calls the earlier step, then `advance`.
  public func advancing(
    _ columns: ProcessColumns, after earlier: @escaping () -> Void
  ) -> () -> Void {
    {
      earlier()
      advance(columns)
    }
  }
}

/// A process whose state at the end of one step has a closed-form mean and variance, given the start.
public protocol AnalyticMoments: StochasticProcess {
  /// Mean and variance of output `k` after so many steps from the initial state.
  func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double)
}
