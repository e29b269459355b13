package dev.nnd.compiler.cli.weights;

import java.util.Optional;

/** What some numbers are like. Those that are not finite are counted and otherwise left out. */
public final class Statistics {
  private long finite;
  private long nans;
  private long infinities;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double mean;
  private double squares;

  /** The mean and the sum of squared distances from it, updated number by number: Welford, 1962. */
  void add(double value) {
    if (Double.isNaN(value)) {
      nans++;
    } else if (Double.isInfinite(value)) {
      infinities++;
    } else {
      finite++;
      min = Math.min(min, value);
      max = Math.max(max, value);
      double distance = value - mean;
      mean += distance / finite;
      squares += distance * (value - mean);
    }
  }

  /** The finite numbers, of which there is one at least. */
  public record Finite(double min, double max, double mean, double deviation) {}

  /** Least, greatest, mean and population deviation of the finite numbers, if there are any. */
  public Optional<Finite> finite() {
    return finite == 0 ? Optional.empty() : Optional.of(new Finite(min, max, mean, Math.sqrt(squares / finite)));
  }

  /** How many are no number. */
  public long nans() {
    return nans;
  }

  /** How many are infinite. */
  public long infinities() {
    return infinities;
  }
}
