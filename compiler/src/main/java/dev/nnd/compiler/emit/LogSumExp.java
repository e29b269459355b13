package dev.nnd.compiler.emit;

/**
 * An element of a logsumexp, which is their sum.
 *
 * @param max of the exponents
 * @param log of the sum of the exponentials, shifted by the maximum
 */
record LogSumExp(Code max, Code log) {
  Code sum() {
    return Code.of(Code.Strength.SUM, "$L + $L", max.block(), log.block());
  }
}
