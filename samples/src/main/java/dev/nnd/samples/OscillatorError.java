package dev.nnd.samples;

import dev.nnd.compiler.load.GeneratedNetwork;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** How far the solution of oscillator.nnd is from the sine, where it is farthest, also between the times it was trained at. */
public final class OscillatorError {
  private static final int INTERVALS = 10_000;

  private OscillatorError() {}

  /** The greatest |u(t) - sin t| at 10,001 times from 0 to 2π. */
  public static double of(Network network) {
    double[][] times = new double[INTERVALS + 1][1];
    for (int i = 0; i < times.length; i++) {
      times[i][0] = 2 * Math.PI * i / INTERVALS;
    }
    DataSet data = network.data().doubles(0, times).build();
    double[][] u = network.predict(data, 0);
    double error = 0;
    for (int i = 0; i < times.length; i++) {
      error = Math.max(error, Math.abs(u[i][0] - Math.sin(times[i][0])));
    }
    return error;
  }

  /** Prints the error of a trained network; the arguments are the .nnd and the weights. */
  public static void main(String[] arguments) throws IOException {
    GeneratedNetwork generated = Sample.compile(Path.of(arguments[0]), Precision.DOUBLE);
    System.out.printf(Locale.ROOT, "largest error: %.1e%n", of(generated.load(Path.of(arguments[1]))));
  }
}
