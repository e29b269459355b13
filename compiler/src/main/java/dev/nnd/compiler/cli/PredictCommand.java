package dev.nnd.compiler.cli;

import dev.nnd.compiler.cli.data.DataReader;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nndc predict}. */
@Command(name = "predict", mixinStandardHelpOptions = true,
    description = "Print the outputs of a trained network as CSV. The columns of the targets may be absent.")
final class PredictCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The .nnd file.")
  private Path file = Path.of("");

  @Mixin private CompilerOptions options = new CompilerOptions();

  @Mixin private TableOptions table = new TableOptions();

  @Mixin private WeightsOption weights = new WeightsOption();

  PredictCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Network network = weights.load(new Sources(context, options), file, options.options(Optional.empty()));
    if (network.signature().outputs().isEmpty()) {
      throw new InputException(network.signature().name() + " has no output to predict");
    }
    DataReader reader = table.reader(network.signature());
    // Without inputs it is the targets that say how many examples there are.
    DataSet data = network.signature().inputs().isEmpty() ? reader.read(table.data()) : reader.readInputs(table.data());
    Writer out = new OutputStreamWriter(context.terminal().out(), StandardCharsets.UTF_8);
    new Predictions(network).write(data, out);
    out.flush();
    return ExitCode.SUCCESS;
  }
}
