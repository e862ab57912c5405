import Testing
@Suite struct HaircutPolicyTests {}
