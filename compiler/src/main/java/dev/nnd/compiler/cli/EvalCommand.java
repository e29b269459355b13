package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.semantic.Mode;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Parameter;
import dev.nnd.runtime.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc eval}. */
@Command(name = "eval", mixinStandardHelpOptions = true,
    description = "Print loss, objective and metrics of a trained network on data.")
final class EvalCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The .nnd file.")
  private Path file = Path.of("");

  @Mixin private CompilerOptions options = new CompilerOptions();

  @Mixin private TableOptions table = new TableOptions();

  @Mixin private WeightsOption weights = new WeightsOption();

  @Option(names = "--gradients", paramLabel = "G.safetensors",
      description = "Where to write the gradient of the objective by every parameter.")
  private Optional<Path> gradients = Optional.empty();

  EvalCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (gradients.isPresent()) {
      Outputs.check(gradients.get());
    }
    // The gradient is that of what is evaluated: without dropout, with the kept statistics.
    Compiler.Options settings = options.options(Optional.empty()).withGradientsOf(Mode.INFERENCE);
    Network network = weights.load(new Sources(context, options), file, settings);
    if (gradients.isPresent()) {
      Losses.require(network);
    }
    if (!Losses.has(network) && network.signature().metrics().isEmpty()) {
      throw new InputException(network.signature().name() + " has neither a loss nor a metric to evaluate");
    }
    DataSet data = table.read(network.signature());
    new Results(context.terminal().out()).print(network, data);
    if (gradients.isPresent()) {
      write(network, data, gradients.get());
    }
    return ExitCode.SUCCESS;
  }

  private static void write(Network network, DataSet data, Path path) throws IOException {
    double[] flat = new double[network.parameterCount()];
    network.lossAndGradient(data, flat);
    List<Weights.Tensor> tensors = new ArrayList<>();
    int offset = 0;
    for (Parameter parameter : network.signature().parameters()) {
      if (parameter.trained()) {
        double[] values = Arrays.copyOfRange(flat, offset, offset + parameter.count());
        tensors.add(new Weights.Tensor(parameter.name(), network.signature().precision(), parameter.shape(), values));
        offset += parameter.count();
      }
    }
    new Weights(tensors, Map.of("network", network.signature().name())).write(path);
  }
}
