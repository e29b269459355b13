package dev.nnd.compiler.cli;

import dev.nnd.compiler.cli.weights.TensorSummary;
import dev.nnd.runtime.SafeTensorsHeader;
import dev.nnd.runtime.WeightsException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nndc weights}. */
@Command(name = "weights", mixinStandardHelpOptions = true,
    description = "Print what a weights file (safetensors) holds: names, types, shapes, and of the finite values the least, the "
        + "greatest, the mean and the deviation.")
final class WeightsCommand implements Callable<Integer> {
  /** How the contents are shown. */
  enum Format {
    TEXT,
    JSON
  }

  private final Context context;

  @Parameters(paramLabel = "M.safetensors", description = "The weights file.")
  private Path file = Path.of("");

  @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "Of the output.")
  private Format format = Format.TEXT;

  WeightsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), "", "is a folder");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      SafeTensorsHeader header = SafeTensorsHeader.read(channel);
      List<TensorSummary> tensors = new ArrayList<>();
      for (SafeTensorsHeader.Entry entry : header.entries()) {
        tensors.add(TensorSummary.read(header, entry, channel));
      }
      WeightsListing listing = new WeightsListing(header.metadata(), tensors);
      if (format == Format.JSON) {
        context.terminal().out().println(listing.json());
      } else {
        listing.print(context.terminal().out());
      }
    } catch (WeightsException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
    return ExitCode.SUCCESS;
  }
}
