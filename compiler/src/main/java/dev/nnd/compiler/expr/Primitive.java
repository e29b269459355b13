package dev.nnd.compiler.expr;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pointwise functions that the core knows; all others are library code made of them. */
public enum Primitive {
  EXP(1),
  LOG(1),
  LOG1P(1),
  EXPM1(1),
  LOG2(1),
  LOG10(1),
  CBRT(1),
  ABS(1),
  SIGN(1),
  SIN(1),
  COS(1),
  TAN(1),
  ASIN(1),
  ACOS(1),
  ATAN(1),
  SINH(1),
  COSH(1),
  TANH(1),
  ASINH(1),
  ACOSH(1),
  ATANH(1),
  ERF(1),
  ERFC(1),
  FLOOR(1),
  /** The stable form of {@code 1/(1 + exp(-x))}. */
  LOGISTIC(1),
  /** The stable form of {@code log(1 + exp(x))}. */
  SOFTPLUS(1),
  /** The stable form of {@code log(1 - exp(x))}, for negative x. */
  LOG1MEXP(1),
  /** The stable form of {@code log(x/(1 - x))}. */
  LOGIT(1),
  /** The stable form of {@code log(exp(x) + exp(y))}. */
  LOGADDEXP(2),
  /** {@code sqrt(x^2 + y^2)} without overflow. */
  HYPOT(2),
  /** {@code x^y} with an exponent that is not a rational constant. */
  POW(2),
  /** Ordered: of equals the first is taken, which decides the derivative at the kink. */
  MIN(2),
  /** Ordered like {@link #MIN}. */
  MAX(2),
  /** The identity, with derivative 0. */
  STOP_GRADIENT(1),
  /** The mean over the batch, of a formula of one example; the batch axis makes a sum of it. */
  BATCH_MEAN(1),
  /**
   * {@code given_derivative(u, x, g)} is u; its derivative by x is g, and by u and g it is 0. So a function carries the
   * derivative that its author gives, at every order: the next one is that of g.
   */
  GIVEN_DERIVATIVE(3);

  private static final Map<String, Primitive> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Primitive::text, Function.identity()));

  private final int arity;
  private final String text = name().toLowerCase(Locale.ROOT);

  Primitive(int arity) {
    this.arity = arity;
  }

  public int arity() {
    return arity;
  }

  /** Whether the order of the arguments says nothing. */
  public boolean isSymmetric() {
    return this == LOGADDEXP || this == HYPOT;
  }

  /** The name in the language. */
  public String text() {
    return text;
  }

  public static Optional<Primitive> named(String text) {
    return Optional.ofNullable(BY_NAME.get(text));
  }
}
