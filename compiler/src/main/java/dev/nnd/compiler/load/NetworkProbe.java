package dev.nnd.compiler.load;

import dev.nnd.compiler.Probe;
import dev.nnd.compiler.derive.ProbedNetwork.Probed;
import dev.nnd.runtime.Batch;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Inference;
import dev.nnd.runtime.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Runs a probed network with the weights of the trained one: gradients that vanish and units that are dead are seen. */
public final class NetworkProbe {
  private final Probe.Ready probe;
  private final Network network;

  private NetworkProbe(Probe.Ready probe, Network network) {
    this.probe = probe;
    this.network = network;
  }

  /**
   * @param trained whose weights to take
   * @throws NoJavaCompilerException on a JRE
   */
  public static NetworkProbe of(Probe.Ready probe, Network trained) throws IOException {
    GeneratedNetwork generated = GeneratedNetwork.of(List.of(probe.source()), probe.source());
    Path weights = Files.createTempFile("nnd-probe", ".safetensors");
    try {
      trained.save(weights);
      return new NetworkProbe(probe, generated.load(weights));
    } finally {
      Files.delete(weights);
    }
  }

  /**
   * In inference mode.
   *
   * @param data of the network
   * @param examples how many to take, from the first on
   * @return a report a value, in their order
   */
  public List<ValueReport> run(DataSet data, int examples) {
    Inference inference = network.inference();
    int size = Math.min(examples, data.size());
    int[] order = IntStream.range(0, size).toArray();
    double[] norms = new double[probe.values().size()];
    boolean[][] alive = probe.values().stream().map(NetworkProbe::units).toArray(boolean[][]::new);
    Batch batch = new Batch(data, order, 0, 0);
    for (int from = 0; from < size; from += inference.capacity()) {
      batch.set(data, order, from, Math.min(inference.capacity(), size - from));
      inference.run(batch);
      inference.score(batch);
      for (int v = 0; v < norms.length; v++) {
        norms[v] += probe.values().get(v).metric().map(inference::metricSum).orElse(0.0);
        observe(inference, batch.size(), probe.values().get(v), alive[v]);
      }
    }
    List<ValueReport> reports = new ArrayList<>();
    for (int v = 0; v < norms.length; v++) {
      reports.add(report(probe.values().get(v), norms[v] / size, alive[v]));
    }
    return reports;
  }

  private static boolean[] units(Probed value) {
    return new boolean[value.output().isEmpty() ? 0 : value.shape().stream().reduce(1, Math::multiplyExact)];
  }

  private static void observe(Inference inference, int examples, Probed value, boolean[] alive) {
    for (int example = 0; example < examples; example++) {
      for (int unit = 0; unit < alive.length; unit++) {
        alive[unit] |= inference.output(value.output().orElseThrow(), example, unit) != 0;
      }
    }
  }

  private static ValueReport report(Probed value, double norm, boolean[] alive) {
    int dead = (int) IntStream.range(0, alive.length).filter(unit -> !alive[unit]).count();
    return new ValueReport(
        value.value(), value.shape(),
        value.metric().isPresent() ? OptionalDouble.of(norm) : OptionalDouble.empty(),
        value.output().isPresent() ? OptionalInt.of(dead) : OptionalInt.empty());
  }
}
