package dev.nnd.compiler.cli;

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
import picocli.CommandLine.Option;
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

  @Option(names = "--weights", required = true, paramLabel = "M.safetensors", description = "The trained weights.")
  private Path weights = Path.of("");

  PredictCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Network network = new Sources(context, options).trained(file, options.options(Optional.empty()), weights);
    DataSet data = table.reader(network.signature()).readInputs(table.data());
    Writer out = new OutputStreamWriter(context.terminal().out(), StandardCharsets.UTF_8);
    new Predictions(network).write(data, out);
    out.flush();
    return ExitCode.SUCCESS;
  }
}
