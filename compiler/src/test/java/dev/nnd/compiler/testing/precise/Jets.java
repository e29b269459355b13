package dev.nnd.compiler.testing.precise;

import java.util.function.Supplier;

/**
 * Functions of jets, from the chain rule and the textbook's derivatives of each function. Nothing of it is the
 * compiler's.
 */
final class Jets {
  private final Balls b;
  private final int order;

  /** @param order of the highest derivative that is wanted */
  Jets(Balls balls, int order) {
    this.b = balls;
    this.order = order;
  }

  Jet add(Jet x, Jet y) {
    return new Jet(b.add(x.value(), y.value()), b.add(x.first(), y.first()), b.add(x.second(), y.second()), x.varies() || y.varies());
  }

  Jet negate(Jet x) {
    return new Jet(x.value().negate(), x.first().negate(), x.second().negate(), x.varies());
  }

  Jet subtract(Jet x, Jet y) {
    return add(x, negate(y));
  }

  Jet multiply(Jet x, Jet y) {
    Ball value = b.multiply(x.value(), y.value());
    if (!x.varies() && !y.varies()) {
      return Jet.constant(value);
    }
    Ball first = b.add(b.multiply(x.first(), y.value()), b.multiply(x.value(), y.first()));
    if (order == 1) {
      return new Jet(value, first, Ball.ZERO, true);
    }
    Ball mixed = b.multiply(x.first(), y.first()).scaled(1);
    return new Jet(value, first,
        b.add(b.add(b.multiply(x.second(), y.value()), b.multiply(x.value(), y.second())), mixed), true);
  }

  Jet divide(Jet x, Jet y) {
    Ball value = b.divide(x.value(), y.value());
    if (!x.varies() && !y.varies()) {
      return Jet.constant(value);
    }
    // q y = x, differentiated once and twice
    Ball first = b.divide(b.subtract(x.first(), b.multiply(value, y.first())), y.value());
    Ball second = order == 1 ? Ball.ZERO : b.divide(
        b.subtract(b.subtract(x.second(), b.multiply(first, y.first()).scaled(1)), b.multiply(value, y.second())), y.value());
    return new Jet(value, first, second, true);
  }

  /** f(x) from f and its derivatives there, which are asked for only where they count. Where there are none, it is a kink. */
  private Jet chain(Jet x, Ball value, Supplier<Ball> first, Supplier<Ball> second) {
    if (!x.varies()) {
      return Jet.constant(value);
    }
    try {
      Ball slope = first.get();
      Ball once = b.multiply(slope, x.first());
      if (order == 1) {
        return new Jet(value, once, Ball.ZERO, true);
      }
      Ball bend = b.multiply(second.get(), b.square(x.first()));
      return new Jet(value, once, b.add(bend, b.multiply(slope, x.second())), true);
    } catch (NoValueException steep) {
      throw new KinkException();
    }
  }

  private Ball reciprocal(Ball x) {
    return b.divide(Ball.ONE, x);
  }

  private static Ball nonZero(Ball x) {
    if (x.isExactZero()) {
      throw new KinkException();
    }
    return x;
  }

  Jet exp(Jet x) {
    Ball e = b.exp(x.value());
    return chain(x, e, () -> e, () -> e);
  }

  Jet log(Jet x) {
    return chain(x, b.log(x.value()), () -> reciprocal(x.value()), () -> reciprocal(b.square(x.value())).negate());
  }

  Jet sqrt(Jet x) {
    Ball root = b.sqrt(x.value());
    return chain(x, root, () -> reciprocal(nonZero(root).scaled(1)),
        () -> reciprocal(b.multiply(root, x.value()).scaled(2)).negate());
  }

  Jet cbrt(Jet x) {
    Ball v = x.value();
    if (v.isExactZero()) {
      return chain(x, v, () -> nonZero(v), () -> v);
    }
    int sign = v.signum();
    Ball magnitude = b.exp(b.divide(b.log(sign > 0 ? v : v.negate()), Ball.of(3)));
    Ball root = sign > 0 ? magnitude : magnitude.negate();
    Ball slope = reciprocal(b.multiply(Ball.of(3), b.square(root)));
    return chain(x, root, () -> slope, () -> b.divide(b.multiply(Ball.of(-2), slope), b.multiply(Ball.of(3), v)));
  }

  Jet sin(Jet x) {
    Ball sin = b.sin(x.value());
    return chain(x, sin, () -> b.cos(x.value()), sin::negate);
  }

  Jet cos(Jet x) {
    Ball cos = b.cos(x.value());
    return chain(x, cos, () -> b.sin(x.value()).negate(), cos::negate);
  }

  Jet atan(Jet x) {
    Ball radius = b.add(Ball.ONE, b.square(x.value()));
    return chain(x, b.atan(x.value()), () -> reciprocal(radius),
        () -> b.divide(b.multiply(Ball.of(-2), x.value()), b.square(radius)));
  }

  Jet asin(Jet x) {
    Ball rest = b.subtract(Ball.ONE, b.square(x.value()));
    Ball root = b.sqrt(rest);
    Ball value = root.isExactZero()
        ? b.multiply(x.value(), b.pi().scaled(-1))
        : b.atan(b.divide(x.value(), root));
    return chain(x, value, () -> reciprocal(nonZero(root)), () -> b.divide(x.value(), b.multiply(root, rest)));
  }

  /** acos(x) = 2 atan(sqrt((1 - x) / (1 + x))). */
  Jet acos(Jet x) {
    Ball above = b.subtract(Ball.ONE, x.value());
    Ball below = b.add(Ball.ONE, x.value());
    Ball value = below.isExactZero() ? b.pi() : b.atan(b.sqrt(b.divide(above, below))).scaled(1);
    Ball rest = b.multiply(above, below);
    return chain(x, value, () -> reciprocal(nonZero(b.sqrt(rest))).negate(),
        () -> b.divide(x.value(), b.multiply(b.sqrt(rest), rest)).negate());
  }

  Jet erf(Jet x) {
    Supplier<Ball> slope = () -> b.divide(b.exp(b.square(x.value()).negate()).scaled(1), b.sqrt(b.pi()));
    return chain(x, b.erf(x.value()), slope, () -> b.multiply(slope.get(), x.value()).scaled(1).negate());
  }

  Jet abs(Jet x) {
    int sign = x.value().signum();
    if (sign == 0) {
      return smooth(x, Ball.ZERO);
    }
    return sign > 0 ? x : negate(x);
  }

  Jet sign(Jet x) {
    int sign = x.value().signum();
    return sign == 0 ? smooth(x, Ball.ZERO) : Jet.constant(Ball.of(sign));
  }

  Jet floor(Jet x) {
    Ball floor = new Ball(x.value().floor(), java.math.BigInteger.ZERO, Ball.EXACT);
    return x.value().isInteger() ? smooth(x, floor) : Jet.constant(floor);
  }

  /** A value at a kink: without derivatives, unless nothing varies. */
  private Jet smooth(Jet x, Ball value) {
    if (x.varies()) {
      throw new KinkException();
    }
    return Jet.constant(value);
  }

  /** How x compares to y; a tie of what varies is a kink. */
  int compare(Jet x, Jet y) {
    Jet difference = subtract(x, y);
    int sign = difference.value().signum();
    if (sign == 0) {
      smooth(difference, Ball.ZERO);
    }
    return sign;
  }

  Jet max(Jet x, Jet y) {
    return chosen(compare(y, x) > 0 ? y : x, x, y);
  }

  Jet min(Jet x, Jet y) {
    return chosen(compare(y, x) < 0 ? y : x, x, y);
  }

  /** Of what varies with either. */
  private static Jet chosen(Jet one, Jet x, Jet y) {
    return new Jet(one.value(), one.first(), one.second(), x.varies() || y.varies());
  }

  Jet power(Jet x, Jet y) {
    Ball value = b.power(x.value(), y.value());
    if (!x.varies() && !y.varies()) {
      return Jet.constant(value);
    }
    if (!y.varies()) {
      return constantPower(x, y.value(), value);
    }
    if (x.value().isExactZero() || x.value().signum() < 0) {
      throw new KinkException();
    }
    return exp(multiply(y, log(x)));
  }

  private Jet constantPower(Jet x, Ball n, Ball value) {
    Ball base = x.value();
    if (base.isExactZero() && !(n.isExact() && n.isInteger())) {
      throw new KinkException();
    }
    return chain(x, value, () -> falling(base, n, 1), () -> falling(base, n, 2));
  }

  /** The derivative of x^n, so often: n (n - 1) … x^(n - k), which is 0 once a factor is. */
  private Ball falling(Ball base, Ball n, int k) {
    Ball factor = Ball.ONE;
    Ball exponent = n;
    for (int i = 0; i < k; i++) {
      factor = b.multiply(factor, exponent);
      exponent = b.subtract(exponent, Ball.ONE);
    }
    return factor.isExactZero() ? factor : b.multiply(factor, b.power(base, exponent));
  }

  Jet constant(long value) {
    return Jet.constant(Ball.of(value));
  }
}
