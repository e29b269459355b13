package dev.nnd.compiler.cli;

import dev.nnd.compiler.Compiler;
import dev.nnd.runtime.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of whatever works with a trained network. */
final class WeightsOption {
  @Option(names = "--weights", paramLabel = "M.safetensors",
      description = "The trained weights; only a network without parameters needs none.")
  private Optional<Path> weights = Optional.empty();

  Network load(Sources sources, Path file, Compiler.Options settings) throws IOException {
    if (weights.isPresent()) {
      return sources.trained(file, settings, weights.get());
    }
    Network network = sources.network(file, settings).create(0);
    if (!network.signature().parameters().isEmpty()) {
      throw new UsageException("--weights M.safetensors is needed: " + network.signature().name() + " has parameters");
    }
    return network;
  }
}
